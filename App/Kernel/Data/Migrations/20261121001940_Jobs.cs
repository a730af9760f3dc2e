using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "job_runs",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    instance = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    requested_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    outcome_text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    outcome_arguments = table.Column<string[]>(type: "text[]", nullable: false),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    correlation = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job_schedules",
                schema: "kernel",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    cron = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_schedules", x => x.code);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_resolved",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "resolved_at", "id" },
                filter: "state = 'Resolved' and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_read",
                schema: "kernel",
                table: "notifications",
                column: "created_at",
                filter: "read_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_events_at",
                schema: "kernel",
                table: "events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_drafts_updated",
                schema: "kernel",
                table: "drafts",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_code",
                schema: "kernel",
                table: "job_runs",
                columns: new[] { "code", "id" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_current",
                schema: "kernel",
                table: "job_runs",
                column: "code",
                filter: "state in ('Waiting', 'Running')");

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_due",
                schema: "kernel",
                table: "job_runs",
                columns: new[] { "code", "due_at" },
                unique: true,
                filter: "cause <> 'Person' and state <> 'Interrupted'");

            migrationBuilder.Sql(SchedulerTables.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SchedulerTables.Drop);

            migrationBuilder.DropTable(
                name: "job_runs",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "job_schedules",
                schema: "kernel");

            migrationBuilder.DropIndex(
                name: "ix_tickets_resolved",
                schema: "tickets",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_notifications_read",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_events_at",
                schema: "kernel",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_drafts_updated",
                schema: "kernel",
                table: "drafts");
        }
    }
}
