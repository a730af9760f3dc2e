using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class InterventionWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "note",
                schema: "maintenance",
                table: "intervention_times",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "travel_kilometres",
                schema: "maintenance",
                table: "intervention_times",
                type: "numeric(8,1)",
                precision: 8,
                scale: 1,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "travel_minutes",
                schema: "maintenance",
                table: "intervention_times",
                type: "numeric(8,1)",
                precision: 8,
                scale: 1,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "travel_zone",
                schema: "maintenance",
                table: "intervention_times",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "intervention_checks",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    lowest = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: true),
                    highest = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: true),
                    result = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    value = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<Guid>(type: "uuid", nullable: true),
                    request_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_checks", x => x.id);
                    table.ForeignKey(
                        name: "fk_intervention_checks_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_checks_users_done_by",
                        column: x => x.done_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intervention_parts",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    quantity = table.Column<decimal>(type: "numeric(12,3)", precision: 12, scale: 3, nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: true),
                    added_by = table.Column<Guid>(type: "uuid", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_parts", x => x.id);
                    table.CheckConstraint("ck_intervention_parts_quantity", "quantity > 0");
                    table.ForeignKey(
                        name: "fk_intervention_parts_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_parts_users_added_by",
                        column: x => x.added_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_intervention_checks_done_by",
                schema: "maintenance",
                table: "intervention_checks",
                column: "done_by");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_checks_intervention",
                schema: "maintenance",
                table: "intervention_checks",
                columns: new[] { "intervention_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_intervention_parts_added_by",
                schema: "maintenance",
                table: "intervention_parts",
                column: "added_by");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_parts_intervention",
                schema: "maintenance",
                table: "intervention_parts",
                column: "intervention_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "intervention_checks",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "intervention_parts",
                schema: "maintenance");

            migrationBuilder.DropColumn(
                name: "note",
                schema: "maintenance",
                table: "intervention_times");

            migrationBuilder.DropColumn(
                name: "travel_kilometres",
                schema: "maintenance",
                table: "intervention_times");

            migrationBuilder.DropColumn(
                name: "travel_minutes",
                schema: "maintenance",
                table: "intervention_times");

            migrationBuilder.DropColumn(
                name: "travel_zone",
                schema: "maintenance",
                table: "intervention_times");
        }
    }
}
