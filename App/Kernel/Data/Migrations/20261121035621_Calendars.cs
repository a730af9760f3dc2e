using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class Calendars : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "calendars",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    current_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendars", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "feast_confirmations",
                schema: "kernel",
                columns: table => new
                {
                    feast = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lunar_year = table.Column<int>(type: "integer", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feast_confirmations", x => new { x.feast, x.lunar_year });
                });

            migrationBuilder.CreateTable(
                name: "calendar_choices",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    calendar_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_choices", x => x.id);
                    table.ForeignKey(
                        name: "fk_calendar_choices_calendars_calendar_id",
                        column: x => x.calendar_id,
                        principalSchema: "kernel",
                        principalTable: "calendars",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_calendar_choices_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "calendar_versions",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    calendar_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    definition = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    feast = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_calendar_versions_calendars_calendar_id",
                        column: x => x.calendar_id,
                        principalSchema: "kernel",
                        principalTable: "calendars",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_calendar_choices_calendar_id",
                schema: "kernel",
                table: "calendar_choices",
                column: "calendar_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_choices_structure",
                schema: "kernel",
                table: "calendar_choices",
                column: "structure_id",
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_calendar_versions_number",
                schema: "kernel",
                table: "calendar_versions",
                columns: new[] { "calendar_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calendars_name",
                schema: "kernel",
                table: "calendars",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_choices",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "calendar_versions",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "feast_confirmations",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "calendars",
                schema: "kernel");
        }
    }
}
