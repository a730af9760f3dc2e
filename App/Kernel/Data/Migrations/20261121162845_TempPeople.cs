using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_technician_skills_expiry",
                schema: "maintenance",
                table: "technician_skills");

            migrationBuilder.AddColumn<DateOnly>(
                name: "warned_for",
                schema: "maintenance",
                table: "technician_skills",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ended_at",
                schema: "maintenance",
                table: "technician_absences",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "started_at",
                schema: "maintenance",
                table: "technician_absences",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "told_at_work",
                schema: "maintenance",
                table: "technician_absences",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "delay_told_for",
                schema: "maintenance",
                table: "interventions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reminded_day_before",
                schema: "maintenance",
                table: "interventions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reminded_hours_before",
                schema: "maintenance",
                table: "interventions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "asked_skills",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    equipment_type_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asked_skills", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_technician_skills_expiry",
                schema: "maintenance",
                table: "technician_skills",
                column: "valid_until",
                filter: "valid_until is not null and warned_for is distinct from valid_until");

            migrationBuilder.CreateIndex(
                name: "ix_technician_absences_open",
                schema: "maintenance",
                table: "technician_absences",
                column: "from",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_day_untold",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "planned_at", "id" },
                filter: "ended_at is null and started_at is null and deleted_at is null and planned_at is not null and lead_id is not null and reminded_day_before is distinct from planned_at");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_delay_untold",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "planned_at", "id" },
                filter: "ended_at is null and started_at is null and deleted_at is null and planned_at is not null and delay_told_for is distinct from planned_at");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_hours_untold",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "planned_at", "id" },
                filter: "ended_at is null and started_at is null and deleted_at is null and planned_at is not null and lead_id is not null and reminded_hours_before is distinct from planned_at");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_planned",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "planned_at", "id" },
                filter: "planned_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_asked_skills_type",
                schema: "maintenance",
                table: "asked_skills",
                columns: new[] { "equipment_type_id", "name" },
                unique: true);
            OpsFlux.Modules.Maintenance.Interventions.Clocks.ClocksSchema.AddClocks(migrationBuilder);
            OpsFlux.Modules.Maintenance.Interventions.News.NewsSchema.PassOver(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "asked_skills",
                schema: "maintenance");

            migrationBuilder.DropIndex(
                name: "ix_technician_skills_expiry",
                schema: "maintenance",
                table: "technician_skills");

            migrationBuilder.DropIndex(
                name: "ix_technician_absences_open",
                schema: "maintenance",
                table: "technician_absences");

            migrationBuilder.DropIndex(
                name: "ix_interventions_day_untold",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropIndex(
                name: "ix_interventions_delay_untold",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropIndex(
                name: "ix_interventions_hours_untold",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropIndex(
                name: "ix_interventions_planned",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropColumn(
                name: "warned_for",
                schema: "maintenance",
                table: "technician_skills");

            migrationBuilder.DropColumn(
                name: "ended_at",
                schema: "maintenance",
                table: "technician_absences");

            migrationBuilder.DropColumn(
                name: "started_at",
                schema: "maintenance",
                table: "technician_absences");

            migrationBuilder.DropColumn(
                name: "told_at_work",
                schema: "maintenance",
                table: "technician_absences");

            migrationBuilder.DropColumn(
                name: "delay_told_for",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropColumn(
                name: "reminded_day_before",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropColumn(
                name: "reminded_hours_before",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.CreateIndex(
                name: "ix_technician_skills_expiry",
                schema: "maintenance",
                table: "technician_skills",
                column: "valid_until",
                filter: "valid_until is not null");
        }
    }
}
