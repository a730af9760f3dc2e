using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempReport : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unarchived_at",
                schema: "maintenance",
                table: "interventions",
                type: "timestamp with time zone",
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
                name: "ix_interventions_to_archive",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "ended_at", "id" },
                filter: "ended_at is not null and archived_at is null and deleted_at is null");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "intervention_reports",
                schema: "maintenance");

            migrationBuilder.DropIndex(
                name: "ix_interventions_archived_opened",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropIndex(
                name: "ix_interventions_archived_structure_opened",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropIndex(
                name: "ix_interventions_to_archive",
                schema: "maintenance",
                table: "interventions");

            migrationBuilder.DropColumn(
                name: "unarchived_at",
                schema: "maintenance",
                table: "interventions");

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
        }
    }
}
