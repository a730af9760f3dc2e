using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class SavedViewsAndSearch : Migration
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

            migrationBuilder.CreateIndex(
                name: "ix_tickets_open_number",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "number", "id" },
                filter: "closed_at is null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_recent_records_user_seen",
                schema: "kernel",
                table: "recent_records",
                columns: new[] { "user_id", "seen_at" });

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

            // The rewritten column has no statistics until then, and lists would be planned without them.
            migrationBuilder.Sql("analyze tickets.tickets;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "list_preferences",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "recent_records",
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

            migrationBuilder.DropIndex(
                name: "ix_tickets_open_number",
                schema: "tickets",
                table: "tickets");

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
