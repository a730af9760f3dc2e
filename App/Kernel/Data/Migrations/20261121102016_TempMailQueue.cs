using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempMailQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_mails_due",
                schema: "kernel",
                table: "mails");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "scheduled_at",
                schema: "kernel",
                table: "mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "failures_told_at",
                schema: "kernel",
                table: "mail_queue_state",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "leave_by",
                schema: "kernel",
                table: "mails",
                type: "timestamp with time zone",
                nullable: false,
                computedColumnSql: "(next_attempt_at at time zone 'UTC' + case priority when 0 then interval '0' when 1 then interval '5 minutes' when 2 then interval '15 minutes' else interval '1 hour' end) at time zone 'UTC'",
                stored: true);

            migrationBuilder.CreateTable(
                name: "mail_attachments",
                schema: "kernel",
                columns: table => new
                {
                    mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content_type = table.Column<string>(type: "character varying(127)", maxLength: 127, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: true),
                    stored_file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_attachments", x => new { x.mail_id, x.position });
                    table.ForeignKey(
                        name: "fk_mail_attachments_mails_mail_id",
                        column: x => x.mail_id,
                        principalSchema: "kernel",
                        principalTable: "mails",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mail_refusals",
                schema: "kernel",
                columns: table => new
                {
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_refusals", x => x.address);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_due",
                schema: "kernel",
                table: "mails",
                columns: new[] { "leave_by", "id", "next_attempt_at" },
                filter: "state in ('Waiting', 'Sending', 'Retrying')");

            migrationBuilder.CreateIndex(
                name: "ix_mails_failed",
                schema: "kernel",
                table: "mails",
                column: "finished_at",
                filter: "state = 'Failed'");

            migrationBuilder.CreateIndex(
                name: "ix_mails_scheduled",
                schema: "kernel",
                table: "mails",
                columns: new[] { "created_at", "id" },
                descending: new bool[0],
                filter: "state = 'Waiting' and scheduled_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mail_attachments",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "mail_refusals",
                schema: "kernel");

            migrationBuilder.DropIndex(
                name: "ix_mails_due",
                schema: "kernel",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_failed",
                schema: "kernel",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_scheduled",
                schema: "kernel",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "leave_by",
                schema: "kernel",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "scheduled_at",
                schema: "kernel",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "failures_told_at",
                schema: "kernel",
                table: "mail_queue_state");

            migrationBuilder.CreateIndex(
                name: "ix_mails_due",
                schema: "kernel",
                table: "mails",
                columns: new[] { "priority", "next_attempt_at", "id" },
                filter: "state in ('Waiting', 'Sending', 'Retrying')");
        }
    }
}
