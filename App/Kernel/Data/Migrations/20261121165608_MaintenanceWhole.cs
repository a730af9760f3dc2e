using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class MaintenanceWhole : Migration
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

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unarchived_at",
                schema: "maintenance",
                table: "interventions",
                type: "timestamp with time zone",
                nullable: true);

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

            migrationBuilder.AddColumn<DateOnly>(
                name: "warranty_told_for",
                schema: "assets",
                table: "equipment",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "language",
                schema: "maintenance",
                table: "clients",
                type: "character varying(5)",
                maxLength: 5,
                nullable: false,
                defaultValue: "fr");

            migrationBuilder.AddColumn<bool>(
                name: "receives_reports",
                schema: "maintenance",
                table: "client_contacts",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_kept",
                schema: "kernel",
                table: "attachments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

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
                name: "intervention_photos",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attachment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    moment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    added_by = table.Column<Guid>(type: "uuid", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_photos", x => x.id);
                    table.ForeignKey(
                        name: "fk_intervention_photos_attachments_attachment_id",
                        column: x => x.attachment_id,
                        principalSchema: "kernel",
                        principalTable: "attachments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_photos_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_photos_users_added_by",
                        column: x => x.added_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intervention_ratings",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    comment = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    rated_by = table.Column<Guid>(type: "uuid", nullable: false),
                    rated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_ratings", x => x.id);
                    table.CheckConstraint("ck_intervention_ratings_score", "score between 1 and 5");
                    table.ForeignKey(
                        name: "fk_intervention_ratings_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_ratings_users_rated_by",
                        column: x => x.rated_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intervention_reports",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    language = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    replaces_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attachment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    printed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    error = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_reports", x => x.id);
                    table.ForeignKey(
                        name: "fk_intervention_reports_attachments_attachment_id",
                        column: x => x.attachment_id,
                        principalSchema: "kernel",
                        principalTable: "attachments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_intervention_reports_intervention_reports_replaces_id",
                        column: x => x.replaces_id,
                        principalSchema: "maintenance",
                        principalTable: "intervention_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_intervention_reports_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_reports_users_asked_by",
                        column: x => x.asked_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intervention_signatures",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    strokes = table.Column<string>(type: "character varying(16000)", maxLength: 16000, nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signed_by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_signatures", x => x.id);
                    table.ForeignKey(
                        name: "fk_intervention_signatures_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_signatures_users_signed_by",
                        column: x => x.signed_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "reported_problems",
                schema: "maintenance",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stands_still = table.Column<bool>(type: "boolean", nullable: false),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reported_problems", x => x.ticket_id);
                });

            migrationBuilder.CreateTable(
                name: "ticket_works",
                schema: "maintenance",
                columns: table => new
                {
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    turned_by = table.Column<Guid>(type: "uuid", nullable: false),
                    turned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_works", x => x.intervention_id);
                    table.ForeignKey(
                        name: "fk_ticket_works_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_ticket_works_users_turned_by",
                        column: x => x.turned_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
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

            migrationBuilder.CreateTable(
                name: "intervention_report_mails",
                schema: "maintenance",
                columns: table => new
                {
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_report_mails", x => new { x.report_id, x.address });
                    table.ForeignKey(
                        name: "fk_intervention_report_mails_intervention_reports_report_id",
                        column: x => x.report_id,
                        principalSchema: "maintenance",
                        principalTable: "intervention_reports",
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
                name: "ix_interventions_archived_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "opened_at", "id" },
                filter: "archived_at is not null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_archived_structure_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "structure_id", "opened_at", "id" },
                filter: "archived_at is not null and deleted_at is null");

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
                name: "ix_interventions_to_archive",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "ended_at", "id" },
                filter: "ended_at is not null and archived_at is null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_checks_checklist_id",
                schema: "maintenance",
                table: "intervention_checks",
                column: "checklist_id");

            migrationBuilder.CreateIndex(
                name: "ix_asked_skills_type",
                schema: "maintenance",
                table: "asked_skills",
                columns: new[] { "equipment_type_id", "name" },
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_intervention_photos_added_by",
                schema: "maintenance",
                table: "intervention_photos",
                column: "added_by");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_photos_attachment",
                schema: "maintenance",
                table: "intervention_photos",
                column: "attachment_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_photos_intervention",
                schema: "maintenance",
                table: "intervention_photos",
                columns: new[] { "intervention_id", "added_at" });

            migrationBuilder.CreateIndex(
                name: "ix_intervention_ratings_intervention",
                schema: "maintenance",
                table: "intervention_ratings",
                column: "intervention_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_ratings_rated_by",
                schema: "maintenance",
                table: "intervention_ratings",
                column: "rated_by");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_reports_asked_by",
                schema: "maintenance",
                table: "intervention_reports",
                column: "asked_by");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_reports_attachment",
                schema: "maintenance",
                table: "intervention_reports",
                column: "attachment_id");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_reports_due",
                schema: "maintenance",
                table: "intervention_reports",
                columns: new[] { "next_attempt_at", "id" },
                filter: "state <> 'Sent'");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_reports_first",
                schema: "maintenance",
                table: "intervention_reports",
                column: "intervention_id",
                unique: true,
                filter: "replaces_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_reports_intervention",
                schema: "maintenance",
                table: "intervention_reports",
                columns: new[] { "intervention_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_intervention_reports_number",
                schema: "maintenance",
                table: "intervention_reports",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_reports_replaces",
                schema: "maintenance",
                table: "intervention_reports",
                column: "replaces_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_signatures_party",
                schema: "maintenance",
                table: "intervention_signatures",
                columns: new[] { "intervention_id", "party" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_signatures_signed_by",
                schema: "maintenance",
                table: "intervention_signatures",
                column: "signed_by");

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

            migrationBuilder.CreateIndex(
                name: "ix_ticket_works_going_on",
                schema: "maintenance",
                table: "ticket_works",
                column: "ticket_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_works_ticket",
                schema: "maintenance",
                table: "ticket_works",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_works_turned_by",
                schema: "maintenance",
                table: "ticket_works",
                column: "turned_by");

            migrationBuilder.AddForeignKey(
                name: "fk_intervention_checks_checklists_checklist_id",
                schema: "maintenance",
                table: "intervention_checks",
                column: "checklist_id",
                principalSchema: "maintenance",
                principalTable: "checklists",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
            OpsFlux.Modules.Maintenance.Interventions.Clocks.ClocksSchema.AddClocks(migrationBuilder);
            OpsFlux.Modules.Maintenance.Interventions.News.NewsSchema.PassOver(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_intervention_checks_checklists_checklist_id",
                schema: "maintenance",
                table: "intervention_checks");

            migrationBuilder.DropTable(
                name: "asked_skills",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "checklist_points",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "intervention_photos",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "intervention_ratings",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "intervention_report_mails",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "intervention_signatures",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "meter_readings",
                schema: "assets");

            migrationBuilder.DropTable(
                name: "reported_problems",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "ticket_works",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "checklists",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "intervention_reports",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "meters",
                schema: "assets");

            migrationBuilder.DropIndex(
                name: "ix_technician_skills_expiry",
                schema: "maintenance",
                table: "technician_skills");

            migrationBuilder.DropIndex(
                name: "ix_technician_absences_open",
                schema: "maintenance",
                table: "technician_absences");

            migrationBuilder.DropIndex(
                name: "ix_interventions_archived_opened",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropIndex(
                name: "ix_interventions_archived_structure_opened",
                schema: "maintenance",
                table: "interventions");

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

            migrationBuilder.DropIndex(
                name: "ix_interventions_to_archive",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropIndex(
                name: "ix_intervention_checks_checklist_id",
                schema: "maintenance",
                table: "intervention_checks");

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

            migrationBuilder.DropColumn(
                name: "unarchived_at",
                schema: "maintenance",
                table: "interventions");

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

            migrationBuilder.DropColumn(
                name: "warranty_told_for",
                schema: "assets",
                table: "equipment");

            migrationBuilder.DropColumn(
                name: "language",
                schema: "maintenance",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "receives_reports",
                schema: "maintenance",
                table: "client_contacts");

            migrationBuilder.DropColumn(
                name: "is_kept",
                schema: "kernel",
                table: "attachments");

            migrationBuilder.CreateIndex(
                name: "ix_technician_skills_expiry",
                schema: "maintenance",
                table: "technician_skills",
                column: "valid_until",
                filter: "valid_until is not null");
        }
    }
}
