using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempOnsite : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "checklist",
                schema: "maintenance",
                table: "intervention_checks",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "checklist_id",
                schema: "maintenance",
                table: "intervention_checks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_mandatory",
                schema: "maintenance",
                table: "intervention_checks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "checklists",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    equipment_type_id = table.Column<Guid>(type: "uuid", nullable: true),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "checklist_points",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checklist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    lowest = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: true),
                    highest = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: true),
                    is_mandatory = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklist_points", x => x.id);
                    table.ForeignKey(
                        name: "fk_checklist_points_checklists_checklist_id",
                        column: x => x.checklist_id,
                        principalSchema: "maintenance",
                        principalTable: "checklists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_intervention_checks_checklist_id",
                schema: "maintenance",
                table: "intervention_checks",
                column: "checklist_id");

            migrationBuilder.CreateIndex(
                name: "ix_checklist_points_checklist",
                schema: "maintenance",
                table: "checklist_points",
                columns: new[] { "checklist_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_checklists_name",
                schema: "maintenance",
                table: "checklists",
                column: "name",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_intervention_checks_checklists_checklist_id",
                schema: "maintenance",
                table: "intervention_checks",
                column: "checklist_id",
                principalSchema: "maintenance",
                principalTable: "checklists",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_intervention_checks_checklists_checklist_id",
                schema: "maintenance",
                table: "intervention_checks");

            migrationBuilder.DropTable(
                name: "checklist_points",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "checklists",
                schema: "maintenance");

            migrationBuilder.DropIndex(
                name: "ix_intervention_checks_checklist_id",
                schema: "maintenance",
                table: "intervention_checks");

            migrationBuilder.DropColumn(
                name: "checklist",
                schema: "maintenance",
                table: "intervention_checks");

            migrationBuilder.DropColumn(
                name: "checklist_id",
                schema: "maintenance",
                table: "intervention_checks");

            migrationBuilder.DropColumn(
                name: "is_mandatory",
                schema: "maintenance",
                table: "intervention_checks");
        }
    }
}
