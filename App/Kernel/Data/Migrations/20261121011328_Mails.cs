using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class Mails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "mail_notifications",
                schema: "kernel",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "mail_queue_state",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    pause_id = table.Column<Guid>(type: "uuid", nullable: true),
                    paused_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    answer = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    probes = table.Column<int>(type: "integer", nullable: false),
                    next_probe_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_queue_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    recipient_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    recipient_id = table.Column<Guid>(type: "uuid", nullable: true),
                    language = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    html = table.Column<string>(type: "text", nullable: false),
                    message_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    thread = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    priority = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    record_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    event_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    may_be_double = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.id);
                    table.ForeignKey(
                        name: "fk_mails_users_recipient_id",
                        column: x => x.recipient_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_created",
                schema: "kernel",
                table: "mails",
                columns: new[] { "created_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_mails_due",
                schema: "kernel",
                table: "mails",
                columns: new[] { "priority", "next_attempt_at", "id" },
                filter: "state in ('Waiting', 'Sending', 'Retrying')");

            migrationBuilder.CreateIndex(
                name: "ix_mails_event_recipient",
                schema: "kernel",
                table: "mails",
                columns: new[] { "event_id", "recipient" },
                unique: true,
                filter: "event_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mails_finished",
                schema: "kernel",
                table: "mails",
                column: "finished_at",
                filter: "finished_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mails_recipient",
                schema: "kernel",
                table: "mails",
                column: "recipient")
                .Annotation("Npgsql:IndexOperators", new[] { "text_pattern_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_mails_recipient_user",
                schema: "kernel",
                table: "mails",
                column: "recipient_id");

            migrationBuilder.CreateIndex(
                name: "ix_mails_state_created",
                schema: "kernel",
                table: "mails",
                columns: new[] { "state", "created_at", "id" },
                descending: new[] { false, true, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mail_queue_state",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "mails",
                schema: "kernel");

            migrationBuilder.DropColumn(
                name: "mail_notifications",
                schema: "kernel",
                table: "users");
        }
    }
}
