using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TicketsAllDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // English beside French. French words without meaning are left out of the English stems too: as stems of their own
            // they would stand on every ticket, and make a search for "de la" find all of them.
            // Before the column below, which names the configuration and is written anew, with the table and all its indexes:
            // about a minute and a half and 4 GB of room for a million tickets, during which nobody else works on them.
            migrationBuilder.Sql(
                """
                create text search dictionary kernel.french_stops (template = pg_catalog.simple, stopwords = french, accept = false);
                create text search configuration kernel.opsflux_en (copy = pg_catalog.english);
                alter text search configuration kernel.opsflux_en
                    alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part
                    with public.unaccent, kernel.french_stops, pg_catalog.english_stem;
                """);

            migrationBuilder.AddColumn<string>(
                name: "english_name",
                schema: "tickets",
                table: "waiting_reasons",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "tickets",
                table: "waiting_reasons",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<bool>(
                name: "mail_notifications",
                schema: "kernel",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AlterColumn<string>(
                name: "old_value",
                schema: "kernel",
                table: "timeline",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500,
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "new_value",
                schema: "kernel",
                table: "timeline",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500,
                oldNullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "tickets",
                table: "tickets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "key",
                schema: "kernel",
                table: "drafts",
                type: "character varying(160)",
                maxLength: 160,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(120)",
                oldMaxLength: 120);

            migrationBuilder.AddColumn<string>(
                name: "basis",
                schema: "kernel",
                table: "drafts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "revision",
                schema: "kernel",
                table: "drafts",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "default_impact",
                schema: "tickets",
                table: "categories",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Low");

            migrationBuilder.AddColumn<int>(
                name: "order",
                schema: "tickets",
                table: "categories",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "tickets",
                table: "categories",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AlterColumn<NpgsqlTsVector>(
                name: "search",
                schema: "tickets",
                table: "tickets",
                type: "tsvector",
                nullable: true,
                computedColumnSql: "setweight(to_tsvector('kernel.opsflux', title), 'A') || setweight(to_tsvector('kernel.opsflux', coalesce(description, '')), 'B') || setweight(to_tsvector('kernel.opsflux_en', title), 'A') || setweight(to_tsvector('kernel.opsflux_en', coalesce(description, '')), 'B')",
                stored: true,
                oldClrType: typeof(NpgsqlTsVector),
                oldType: "tsvector",
                oldNullable: true,
                oldComputedColumnSql: "setweight(to_tsvector('kernel.opsflux', title), 'A') || setweight(to_tsvector('kernel.opsflux', coalesce(description, '')), 'B')",
                oldStored: true);

            migrationBuilder.CreateTable(
                name: "attachments",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    tray = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    is_internal = table.Column<bool>(type: "boolean", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    storage_key = table.Column<Guid>(type: "uuid", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    removed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    blob_deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachments", x => x.id);
                    table.ForeignKey(
                        name: "fk_attachments_users_uploaded_by",
                        column: x => x.uploaded_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "canned_replies",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    use_count = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_canned_replies", x => x.id);
                    table.CheckConstraint("ck_canned_replies_audience", "num_nonnulls(structure_id, group_id, owner_id) <= 1");
                    table.ForeignKey(
                        name: "fk_canned_replies_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "tickets",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_canned_replies_groups_group_id",
                        column: x => x.group_id,
                        principalSchema: "kernel",
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_canned_replies_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_canned_replies_users_owner_id",
                        column: x => x.owner_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "category_fields",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    french = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    english = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    french_help = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    english_help = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    is_required = table.Column<bool>(type: "boolean", nullable: false),
                    min = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    max = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    options = table.Column<string>(type: "jsonb", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_category_fields", x => x.id);
                    table.ForeignKey(
                        name: "fk_category_fields_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "tickets",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "checklist_items",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_required = table.Column<bool>(type: "boolean", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklist_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_checklist_items_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalSchema: "tickets",
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_checklist_items_users_done_by",
                        column: x => x.done_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "checklist_templates",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: false),
                    items = table.Column<List<string>>(type: "text[]", nullable: false),
                    is_required = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklist_templates", x => x.id);
                    table.ForeignKey(
                        name: "fk_checklist_templates_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "tickets",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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

            migrationBuilder.CreateTable(
                name: "links",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_links", x => x.id);
                    table.CheckConstraint("ck_links_two_ends", "from_id <> to_id");
                });

            migrationBuilder.CreateTable(
                name: "list_preferences",
                schema: "kernel",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    columns = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    tabs = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    first_tab = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_preferences", x => new { x.user_id, x.list });
                    table.ForeignKey(
                        name: "fk_list_preferences_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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

            migrationBuilder.CreateTable(
                name: "merges",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_id = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state_before = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    waiting_reason_before = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merges", x => x.id);
                    table.ForeignKey(
                        name: "fk_merges_tickets_source_id",
                        column: x => x.source_id,
                        principalSchema: "tickets",
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_merges_tickets_target_id",
                        column: x => x.target_id,
                        principalSchema: "tickets",
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recent_records",
                schema: "kernel",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recent_records", x => new { x.user_id, x.kind, x.record_id });
                    table.ForeignKey(
                        name: "fk_recent_records_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    address = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    columns = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    audience = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_views_groups_group_id",
                        column: x => x.group_id,
                        principalSchema: "kernel",
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_saved_views_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_saved_views_users_owner_id",
                        column: x => x.owner_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "search_progress",
                schema: "kernel",
                columns: table => new
                {
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    position = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_progress", x => x.source);
                });

            migrationBuilder.CreateTable(
                name: "search_words",
                schema: "kernel",
                columns: table => new
                {
                    word = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    uses = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_words", x => x.word);
                });

            migrationBuilder.CreateTable(
                name: "structure_priorities",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    priorities = table.Column<int[]>(type: "integer[]", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_structure_priorities", x => x.id);
                    table.CheckConstraint("ck_structure_priorities_size", "cardinality(priorities) = 9");
                    table.ForeignKey(
                        name: "fk_structure_priorities_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "time_entries",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    worked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    what = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    is_billable = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_entries", x => x.id);
                    table.CheckConstraint("ck_time_entries_minutes", "minutes between 1 and 1440");
                    table.ForeignKey(
                        name: "fk_time_entries_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalSchema: "tickets",
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_time_entries_users_person_id",
                        column: x => x.person_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "viewers",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sees_internal = table.Column<bool>(type: "boolean", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    types_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_viewers", x => x.id);
                    table.ForeignKey(
                        name: "fk_viewers_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watchers",
                schema: "kernel",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watchers", x => new { x.record_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_watchers_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_field_values",
                schema: "tickets",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    field_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_field_values", x => new { x.ticket_id, x.code });
                    table.ForeignKey(
                        name: "fk_ticket_field_values_category_fields_field_id",
                        column: x => x.field_id,
                        principalSchema: "tickets",
                        principalTable: "category_fields",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_field_values_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalSchema: "tickets",
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "merged_parts",
                schema: "tickets",
                columns: table => new
                {
                    merge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    moved = table.Column<List<Guid>>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merged_parts", x => new { x.merge_id, x.code });
                    table.ForeignKey(
                        name: "fk_merged_parts_merges_merge_id",
                        column: x => x.merge_id,
                        principalSchema: "tickets",
                        principalTable: "merges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "record_tags",
                schema: "kernel",
                columns: table => new
                {
                    tag_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_tags", x => new { x.tag_id, x.record_id });
                    table.ForeignKey(
                        name: "fk_record_tags_tags_tag_id",
                        column: x => x.tag_id,
                        principalSchema: "kernel",
                        principalTable: "tags",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "access",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "approval",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "evidence",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "parts",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "problem",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "requester",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "supplier",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_open_number",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "number", "id" },
                filter: "closed_at is null and deleted_at is null");

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
                name: "ix_attachments_quarantined",
                schema: "kernel",
                table: "attachments",
                column: "uploaded_at",
                filter: "state = 'Quarantined' and removed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_record",
                schema: "kernel",
                table: "attachments",
                columns: new[] { "record_id", "uploaded_at", "id" },
                filter: "removed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_removed",
                schema: "kernel",
                table: "attachments",
                column: "removed_at",
                filter: "removed_at is not null and blob_deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_storage_key",
                schema: "kernel",
                table: "attachments",
                column: "storage_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_attachments_tray",
                schema: "kernel",
                table: "attachments",
                columns: new[] { "uploaded_by", "tray" },
                filter: "tray is not null");

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_category_id",
                schema: "tickets",
                table: "canned_replies",
                column: "category_id");

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_group_id",
                schema: "tickets",
                table: "canned_replies",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_owner_use",
                schema: "tickets",
                table: "canned_replies",
                columns: new[] { "owner_id", "use_count" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_structure_id",
                schema: "tickets",
                table: "canned_replies",
                column: "structure_id");

            migrationBuilder.CreateIndex(
                name: "ix_category_fields_category_code",
                schema: "tickets",
                table: "category_fields",
                columns: new[] { "category_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_checklist_items_done_by",
                schema: "tickets",
                table: "checklist_items",
                column: "done_by");

            migrationBuilder.CreateIndex(
                name: "ix_checklist_items_ticket",
                schema: "tickets",
                table: "checklist_items",
                columns: new[] { "ticket_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_checklist_templates_category",
                schema: "tickets",
                table: "checklist_templates",
                column: "category_id");

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

            migrationBuilder.CreateIndex(
                name: "ix_links_ends",
                schema: "kernel",
                table: "links",
                columns: new[] { "from_id", "to_id", "type" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_links_parent",
                schema: "kernel",
                table: "links",
                column: "from_id",
                unique: true,
                filter: "type = 'ChildOf'");

            migrationBuilder.CreateIndex(
                name: "ix_links_to",
                schema: "kernel",
                table: "links",
                column: "to_id");

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

            migrationBuilder.CreateIndex(
                name: "ix_merges_source",
                schema: "tickets",
                table: "merges",
                column: "source_id",
                unique: true,
                filter: "undone_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_merges_target",
                schema: "tickets",
                table: "merges",
                column: "target_id");

            migrationBuilder.CreateIndex(
                name: "ix_recent_records_user_seen",
                schema: "kernel",
                table: "recent_records",
                columns: new[] { "user_id", "seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_record_tags_record",
                schema: "kernel",
                table: "record_tags",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_group_id",
                schema: "kernel",
                table: "saved_views",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_list_shared",
                schema: "kernel",
                table: "saved_views",
                columns: new[] { "list", "audience" },
                filter: "audience <> 'Owner'");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_owner_list",
                schema: "kernel",
                table: "saved_views",
                columns: new[] { "owner_id", "list" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_structure_id",
                schema: "kernel",
                table: "saved_views",
                column: "structure_id");

            migrationBuilder.CreateIndex(
                name: "ix_search_words_similar",
                schema: "kernel",
                table: "search_words",
                column: "word")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_structure_priorities_structure",
                schema: "tickets",
                table: "structure_priorities",
                column: "structure_id",
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_tags_key",
                schema: "kernel",
                table: "tags",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ticket_field_values_field",
                schema: "tickets",
                table: "ticket_field_values",
                column: "field_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_person",
                schema: "tickets",
                table: "time_entries",
                columns: new[] { "person_id", "worked_on" });

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_ticket",
                schema: "tickets",
                table: "time_entries",
                columns: new[] { "ticket_id", "worked_on" });

            migrationBuilder.CreateIndex(
                name: "ix_viewers_record",
                schema: "kernel",
                table: "viewers",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_viewers_until",
                schema: "kernel",
                table: "viewers",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "ix_viewers_user_id",
                schema: "kernel",
                table: "viewers",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_watchers_user",
                schema: "kernel",
                table: "watchers",
                columns: new[] { "user_id", "record_id" });

            // Who looks at what is forgotten with the server; the log does not need it.
            migrationBuilder.Sql("alter table kernel.viewers set unlogged;");
            migrationBuilder.Sql(SchedulerTables.Create);
            migrationBuilder.Sql("analyze tickets.tickets;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SchedulerTables.Drop);

            migrationBuilder.DropTable(
                name: "attachments",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "canned_replies",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "checklist_items",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "checklist_templates",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "job_runs",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "job_schedules",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "links",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "list_preferences",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "mail_queue_state",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "mails",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "merged_parts",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "recent_records",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "record_tags",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "saved_views",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "search_progress",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "search_words",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "structure_priorities",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "ticket_field_values",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "time_entries",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "viewers",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "watchers",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "merges",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "tags",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "category_fields",
                schema: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_open_number",
                schema: "tickets",
                table: "tickets");

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

            migrationBuilder.DropColumn(
                name: "english_name",
                schema: "tickets",
                table: "waiting_reasons");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "tickets",
                table: "waiting_reasons");

            migrationBuilder.DropColumn(
                name: "mail_notifications",
                schema: "kernel",
                table: "users");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "tickets",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "basis",
                schema: "kernel",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "kernel",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "default_impact",
                schema: "tickets",
                table: "categories");

            migrationBuilder.DropColumn(
                name: "order",
                schema: "tickets",
                table: "categories");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "tickets",
                table: "categories");

            migrationBuilder.AlterColumn<string>(
                name: "old_value",
                schema: "kernel",
                table: "timeline",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "new_value",
                schema: "kernel",
                table: "timeline",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "key",
                schema: "kernel",
                table: "drafts",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(160)",
                oldMaxLength: 160);

            migrationBuilder.AlterColumn<NpgsqlTsVector>(
                name: "search",
                schema: "tickets",
                table: "tickets",
                type: "tsvector",
                nullable: true,
                computedColumnSql: "setweight(to_tsvector('kernel.opsflux', title), 'A') || setweight(to_tsvector('kernel.opsflux', coalesce(description, '')), 'B')",
                stored: true,
                oldClrType: typeof(NpgsqlTsVector),
                oldType: "tsvector",
                oldNullable: true,
                oldComputedColumnSql: "setweight(to_tsvector('kernel.opsflux', title), 'A') || setweight(to_tsvector('kernel.opsflux', coalesce(description, '')), 'B') || setweight(to_tsvector('kernel.opsflux_en', title), 'A') || setweight(to_tsvector('kernel.opsflux_en', coalesce(description, '')), 'B')",
                oldStored: true);

            migrationBuilder.Sql(
                """
                drop text search configuration kernel.opsflux_en;
                drop text search dictionary kernel.french_stops;
                """);
        }
    }
}
