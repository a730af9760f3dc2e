using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempMeters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "warranty_told_for",
                schema: "assets",
                table: "equipment",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "meters",
                schema: "assets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meters", x => x.id);
                    table.ForeignKey(
                        name: "fk_meters_equipment_equipment_id",
                        column: x => x.equipment_id,
                        principalSchema: "assets",
                        principalTable: "equipment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "meter_readings",
                schema: "assets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    value = table.Column<decimal>(type: "numeric(16,3)", precision: 16, scale: 3, nullable: false),
                    is_restart = table.Column<bool>(type: "boolean", nullable: false),
                    read_by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meter_readings", x => x.id);
                    table.ForeignKey(
                        name: "fk_meter_readings_meters_meter_id",
                        column: x => x.meter_id,
                        principalSchema: "assets",
                        principalTable: "meters",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_meter_readings_users_read_by",
                        column: x => x.read_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_meter_readings_at",
                schema: "assets",
                table: "meter_readings",
                columns: new[] { "meter_id", "at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_meter_readings_read_by",
                schema: "assets",
                table: "meter_readings",
                column: "read_by");

            migrationBuilder.CreateIndex(
                name: "ix_meters_name",
                schema: "assets",
                table: "meters",
                columns: new[] { "equipment_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "meter_readings",
                schema: "assets");

            migrationBuilder.DropTable(
                name: "meters",
                schema: "assets");

            migrationBuilder.DropColumn(
                name: "warranty_told_for",
                schema: "assets",
                table: "equipment");
        }
    }
}
