using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class AccountsAndAccess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Names are compared without accents and not stemmed. Named with its schema in the generated column, so that a
            // restored dump does not depend on a search path.
            migrationBuilder.Sql(
                """
                create text search configuration kernel.people (copy = pg_catalog.simple);
                alter text search configuration kernel.people
                    alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with public.unaccent, pg_catalog.simple;
                """);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "anonymised_at",
                schema: "kernel",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "directory_id",
                schema: "kernel",
                table: "users",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "directory_left_at",
                schema: "kernel",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "directory_name",
                schema: "kernel",
                table: "users",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_totp_step",
                schema: "kernel",
                table: "users",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "kernel",
                table: "users",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "must_change_password",
                schema: "kernel",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "password_changed_at",
                schema: "kernel",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "totp_secret",
                schema: "kernel",
                table: "users",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "acting_for_id",
                schema: "kernel",
                table: "timeline",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "kernel",
                table: "structures",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "address",
                schema: "kernel",
                table: "sites",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_active",
                schema: "kernel",
                table: "sites",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "kernel",
                table: "sites",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "name",
                schema: "kernel",
                table: "roles",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "requires_second_factor",
                schema: "kernel",
                table: "roles",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "kernel",
                table: "roles",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<bool>(
                name: "from_directory",
                schema: "kernel",
                table: "role_assignments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "with_sub_structures",
                schema: "kernel",
                table: "role_assignments",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "accent",
                schema: "kernel",
                table: "organisation",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "logo",
                schema: "kernel",
                table: "organisation",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "logo_type",
                schema: "kernel",
                table: "organisation",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "kernel",
                table: "organisation",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<bool>(
                name: "is_secret",
                schema: "kernel",
                table: "mails",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_active",
                schema: "kernel",
                table: "groups",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "kernel",
                table: "groups",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<Guid>(
                name: "acting_for_id",
                schema: "kernel",
                table: "events",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "acting_for_id",
                schema: "kernel",
                table: "audit_entries",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "acting_for_name",
                schema: "kernel",
                table: "audit_entries",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "search",
                schema: "kernel",
                table: "users",
                type: "tsvector",
                nullable: true,
                computedColumnSql: "to_tsvector('kernel.people', display_name || ' ' || translate(coalesce(user_name, '') || ' ' || coalesce(email, ''), '.@_-', '    '))",
                stored: true);

            migrationBuilder.CreateTable(
                name: "account_links",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_links_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    prefix = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    permissions = table.Column<List<string>>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_keys_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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
                name: "delegations",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    permissions = table.Column<List<string>>(type: "text[]", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delegations", x => x.id);
                    table.ForeignKey(
                        name: "fk_delegations_users_from_user_id",
                        column: x => x.from_user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_delegations_users_to_user_id",
                        column: x => x.to_user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "kept_answers",
                schema: "kernel",
                columns: table => new
                {
                    caller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    location = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    e_tag = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kept_answers", x => new { x.caller_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "known_devices",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    user_agent = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_devices", x => x.id);
                    table.ForeignKey(
                        name: "fk_known_devices_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "passkeys",
                schema: "kernel",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_passkeys_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recovery_codes",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_codes", x => x.id);
                    table.ForeignKey(
                        name: "fk_recovery_codes_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_failures",
                schema: "kernel",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    blocked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_failures", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "sign_ins",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ip_address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    user_agent = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_ins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_key_uses",
                schema: "kernel",
                columns: table => new
                {
                    key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ip_address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_key_uses", x => x.key_id);
                    table.ForeignKey(
                        name: "fk_api_key_uses_api_keys_key_id",
                        column: x => x.key_id,
                        principalSchema: "kernel",
                        principalTable: "api_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "sessions",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_api = table.Column<bool>(type: "boolean", nullable: false),
                    has_second_factor = table.Column<bool>(type: "boolean", nullable: false),
                    owes = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    proved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    idle_minutes = table.Column<int>(type: "integer", nullable: true),
                    ip_address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    user_agent = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    device_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_known_devices_device_id",
                        column: x => x.device_id,
                        principalSchema: "kernel",
                        principalTable: "known_devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_sessions_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    access_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    access_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    refresh_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    refresh_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rotated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_tokens", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_tokens_sessions_session_id",
                        column: x => x.session_id,
                        principalSchema: "kernel",
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_directory",
                schema: "kernel",
                table: "users",
                column: "directory_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_directory_id",
                schema: "kernel",
                table: "users",
                column: "directory_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_merged",
                schema: "kernel",
                table: "users",
                column: "merged_into_id",
                filter: "merged_into_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_users_name",
                schema: "kernel",
                table: "users",
                columns: new[] { "display_name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_users_search",
                schema: "kernel",
                table: "users",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_users_structure_name",
                schema: "kernel",
                table: "users",
                columns: new[] { "structure_id", "display_name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_board",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "state", "priority", "id" },
                filter: "closed_at is null and deleted_at is null")
                .Annotation("Npgsql:IndexInclude", new[] { "structure_id", "requester_id", "assignee_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_deleted",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "deleted_at", "id" },
                filter: "deleted_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_groups_name",
                schema: "kernel",
                table: "groups",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_account_links_expires",
                schema: "kernel",
                table: "account_links",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_account_links_hash",
                schema: "kernel",
                table: "account_links",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_links_user",
                schema: "kernel",
                table: "account_links",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                schema: "kernel",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_user",
                schema: "kernel",
                table: "api_keys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_access",
                schema: "kernel",
                table: "api_tokens",
                column: "access_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_expires",
                schema: "kernel",
                table: "api_tokens",
                column: "refresh_expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_refresh",
                schema: "kernel",
                table: "api_tokens",
                column: "refresh_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_session",
                schema: "kernel",
                table: "api_tokens",
                column: "session_id");

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

            migrationBuilder.CreateIndex(
                name: "ix_delegations_from",
                schema: "kernel",
                table: "delegations",
                column: "from_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_delegations_to",
                schema: "kernel",
                table: "delegations",
                column: "to_user_id",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_kept_answers_created",
                schema: "kernel",
                table: "kept_answers",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_known_devices_seen",
                schema: "kernel",
                table: "known_devices",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_known_devices_user_key",
                schema: "kernel",
                table: "known_devices",
                columns: new[] { "user_id", "key_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_passkeys_user",
                schema: "kernel",
                table: "passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_codes_user_hash",
                schema: "kernel",
                table: "recovery_codes",
                columns: new[] { "user_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_device_id",
                schema: "kernel",
                table: "sessions",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_expires",
                schema: "kernel",
                table: "sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_live",
                schema: "kernel",
                table: "sessions",
                column: "user_id",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_failures_last",
                schema: "kernel",
                table: "sign_in_failures",
                column: "last_at");

            migrationBuilder.CreateIndex(
                name: "ix_sign_ins_at",
                schema: "kernel",
                table: "sign_ins",
                columns: new[] { "at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_sign_ins_outcome_at",
                schema: "kernel",
                table: "sign_ins",
                columns: new[] { "outcome", "at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_sign_ins_user_at",
                schema: "kernel",
                table: "sign_ins",
                columns: new[] { "user_id", "at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.Sql(SignInsSchema.Functions);
            migrationBuilder.Sql(PrivacySchema.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(PrivacySchema.Down);
            migrationBuilder.Sql(SignInsSchema.Drop);

            migrationBuilder.DropTable(
                name: "account_links",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "api_key_uses",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "api_tokens",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "calendar_choices",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "calendar_versions",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "delegations",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "feast_confirmations",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "kept_answers",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "passkeys",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "recovery_codes",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sign_in_failures",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sign_ins",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "api_keys",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sessions",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "calendars",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "known_devices",
                schema: "kernel");

            migrationBuilder.DropIndex(
                name: "ix_users_directory",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_directory_id",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_merged",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_name",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_search",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_structure_name",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_tickets_board",
                schema: "tickets",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_deleted",
                schema: "tickets",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_groups_name",
                schema: "kernel",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "search",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "anonymised_at",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "directory_id",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "directory_left_at",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "directory_name",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "last_totp_step",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "must_change_password",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "password_changed_at",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "totp_secret",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "acting_for_id",
                schema: "kernel",
                table: "timeline");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "kernel",
                table: "structures");

            migrationBuilder.DropColumn(
                name: "address",
                schema: "kernel",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "is_active",
                schema: "kernel",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "kernel",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "name",
                schema: "kernel",
                table: "roles");

            migrationBuilder.DropColumn(
                name: "requires_second_factor",
                schema: "kernel",
                table: "roles");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "kernel",
                table: "roles");

            migrationBuilder.DropColumn(
                name: "from_directory",
                schema: "kernel",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "with_sub_structures",
                schema: "kernel",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "accent",
                schema: "kernel",
                table: "organisation");

            migrationBuilder.DropColumn(
                name: "logo",
                schema: "kernel",
                table: "organisation");

            migrationBuilder.DropColumn(
                name: "logo_type",
                schema: "kernel",
                table: "organisation");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "kernel",
                table: "organisation");

            migrationBuilder.DropColumn(
                name: "is_secret",
                schema: "kernel",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "is_active",
                schema: "kernel",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "kernel",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "acting_for_id",
                schema: "kernel",
                table: "events");

            migrationBuilder.DropColumn(
                name: "acting_for_id",
                schema: "kernel",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "acting_for_name",
                schema: "kernel",
                table: "audit_entries");

            migrationBuilder.Sql("drop text search configuration kernel.people;");
        }
    }
}
