using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_notifications_user_created",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropPrimaryKey(
                name: "pk_notification_counters",
                schema: "kernel",
                table: "notification_counters");

            migrationBuilder.DropIndex(
                name: "ix_mails_due",
                schema: "kernel",
                table: "mails");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "sms_factor_at",
                schema: "kernel",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "body",
                schema: "kernel",
                table: "notifications",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "changes",
                schema: "kernel",
                table: "notifications",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "excerpt",
                schema: "kernel",
                table: "notifications",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "excerpt_author",
                schema: "kernel",
                table: "notifications",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "folded_into_id",
                schema: "kernel",
                table: "notifications",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_internal",
                schema: "kernel",
                table: "notifications",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "kernel",
                table: "notifications",
                type: "character varying(80)",
                maxLength: 80,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "module",
                schema: "kernel",
                table: "notifications",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "reason",
                schema: "kernel",
                table: "notifications",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "shown_at",
                schema: "kernel",
                table: "notifications",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "module",
                schema: "kernel",
                table: "notification_counters",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

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

            migrationBuilder.AddPrimaryKey(
                name: "pk_notification_counters",
                schema: "kernel",
                table: "notification_counters",
                columns: new[] { "user_id", "module" });

            migrationBuilder.CreateTable(
                name: "follows",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: true),
                    view_id = table.Column<Guid>(type: "uuid", nullable: true),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follows", x => x.id);
                    table.CheckConstraint("ck_follows_target", "num_nonnulls(site_id, view_id) = 1");
                    table.ForeignKey(
                        name: "fk_follows_saved_views_view_id",
                        column: x => x.view_id,
                        principalSchema: "kernel",
                        principalTable: "saved_views",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_follows_sites_site_id",
                        column: x => x.site_id,
                        principalSchema: "kernel",
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_follows_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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

            migrationBuilder.CreateTable(
                name: "notification_defaults",
                schema: "kernel",
                columns: table => new
                {
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_defaults", x => x.role_id);
                    table.ForeignKey(
                        name: "fk_notification_defaults_roles_role_id",
                        column: x => x.role_id,
                        principalSchema: "kernel",
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification_deliveries",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    record_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    notification_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    target_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    silence = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    hold = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answer = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_notification_deliveries_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification_forced",
                schema: "kernel",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_forced", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "notification_preferences",
                schema: "kernel",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_preferences", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_notification_preferences_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification_templates",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    subject_fr = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true),
                    subject_en = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true),
                    body_fr = table.Column<string>(type: "text", nullable: true),
                    body_en = table.Column<string>(type: "text", nullable: true),
                    href = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_templates", x => x.id);
                    table.CheckConstraint("ck_notification_templates_words", "subject_fr is not null or subject_en is not null");
                });

            migrationBuilder.CreateTable(
                name: "push_keys",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", maxLength: 65, nullable: false),
                    private_key = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "push_subscriptions",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", maxLength: 65, nullable: false),
                    auth = table.Column<string>(type: "text", nullable: false),
                    user_agent = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_success_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_subscriptions", x => x.id);
                    table.ForeignKey(
                        name: "fk_push_subscriptions_sessions_session_id",
                        column: x => x.session_id,
                        principalSchema: "kernel",
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_push_subscriptions_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sms_codes",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    challenge_id = table.Column<Guid>(type: "uuid", nullable: true),
                    phone = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sms_codes", x => x.id);
                    table.ForeignKey(
                        name: "fk_sms_codes_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "view_hits",
                schema: "kernel",
                columns: table => new
                {
                    follow_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_told = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_view_hits", x => new { x.follow_id, x.record_id });
                    table.ForeignKey(
                        name: "fk_view_hits_follows_follow_id",
                        column: x => x.follow_id,
                        principalSchema: "kernel",
                        principalTable: "follows",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_sms_factor",
                schema: "kernel",
                table: "users",
                column: "sms_factor_at",
                filter: "sms_factor_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_folded",
                schema: "kernel",
                table: "notifications",
                column: "folded_into_id",
                filter: "folded_into_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_user_shown",
                schema: "kernel",
                table: "notifications",
                columns: new[] { "user_id", "shown_at", "id" },
                descending: new[] { false, true, true },
                filter: "shown_at is not null and folded_into_id is null");

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

            migrationBuilder.CreateIndex(
                name: "ix_follows_site",
                schema: "kernel",
                table: "follows",
                column: "site_id",
                filter: "site_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_follows_user",
                schema: "kernel",
                table: "follows",
                columns: new[] { "user_id", "site_id", "view_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_follows_view",
                schema: "kernel",
                table: "follows",
                column: "view_id",
                filter: "view_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_created",
                schema: "kernel",
                table: "notification_deliveries",
                columns: new[] { "created_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_due",
                schema: "kernel",
                table: "notification_deliveries",
                columns: new[] { "priority", "due_at" },
                descending: new[] { true, false },
                filter: "state in ('Pending', 'Sending')");

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_mail",
                schema: "kernel",
                table: "notification_deliveries",
                column: "mail_id",
                filter: "mail_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_notification",
                schema: "kernel",
                table: "notification_deliveries",
                column: "notification_id");

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_once",
                schema: "kernel",
                table: "notification_deliveries",
                columns: new[] { "event_id", "user_id", "channel", "target_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_record",
                schema: "kernel",
                table: "notification_deliveries",
                columns: new[] { "record_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_state",
                schema: "kernel",
                table: "notification_deliveries",
                columns: new[] { "state", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_user",
                schema: "kernel",
                table: "notification_deliveries",
                columns: new[] { "user_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_waiting",
                schema: "kernel",
                table: "notification_deliveries",
                columns: new[] { "user_id", "due_at" },
                filter: "state in ('Pending', 'Sending')");

            migrationBuilder.CreateIndex(
                name: "ix_notification_templates_code",
                schema: "kernel",
                table: "notification_templates",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_push_subscriptions_endpoint",
                schema: "kernel",
                table: "push_subscriptions",
                column: "endpoint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_push_subscriptions_session",
                schema: "kernel",
                table: "push_subscriptions",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_push_subscriptions_user",
                schema: "kernel",
                table: "push_subscriptions",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_sms_codes_phone_sent",
                schema: "kernel",
                table: "sms_codes",
                columns: new[] { "phone", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sms_codes_sent",
                schema: "kernel",
                table: "sms_codes",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "ix_sms_codes_user_sent",
                schema: "kernel",
                table: "sms_codes",
                columns: new[] { "user_id", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_view_hits_seen",
                schema: "kernel",
                table: "view_hits",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_view_hits_told",
                schema: "kernel",
                table: "view_hits",
                columns: new[] { "follow_id", "seen_at" },
                filter: "is_told");

            NotificationSchema.CarryOver(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            NotificationSchema.CarryBack(migrationBuilder);

            migrationBuilder.DropTable(
                name: "mail_attachments",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "mail_refusals",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notification_defaults",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notification_deliveries",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notification_forced",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notification_preferences",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "notification_templates",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "push_keys",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "push_subscriptions",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sms_codes",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "view_hits",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "follows",
                schema: "kernel");

            migrationBuilder.DropIndex(
                name: "ix_users_sms_factor",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_notifications_folded",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_notifications_user_shown",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropPrimaryKey(
                name: "pk_notification_counters",
                schema: "kernel",
                table: "notification_counters");

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
                name: "sms_factor_at",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "body",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "changes",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "excerpt",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "excerpt_author",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "folded_into_id",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "is_internal",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "module",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "reason",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "shown_at",
                schema: "kernel",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "module",
                schema: "kernel",
                table: "notification_counters");

            migrationBuilder.DropColumn(
                name: "scheduled_at",
                schema: "kernel",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "failures_told_at",
                schema: "kernel",
                table: "mail_queue_state");

            migrationBuilder.AddPrimaryKey(
                name: "pk_notification_counters",
                schema: "kernel",
                table: "notification_counters",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_user_created",
                schema: "kernel",
                table: "notifications",
                columns: new[] { "user_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_mails_due",
                schema: "kernel",
                table: "mails",
                columns: new[] { "priority", "next_attempt_at", "id" },
                filter: "state in ('Waiting', 'Sending', 'Retrying')");
        }
    }
}
