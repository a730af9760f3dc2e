using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class PeopleAndLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "tickets",
                table: "tickets",
                type: "uuid",
                nullable: true);

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
                name: "ix_record_tags_record",
                schema: "kernel",
                table: "record_tags",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_tags_key",
                schema: "kernel",
                table: "tags",
                column: "key",
                unique: true);

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

            // Presence is worth nothing after a crash: its writes need not survive one.
            migrationBuilder.Sql("alter table kernel.viewers set unlogged;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "links",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "merged_parts",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "record_tags",
                schema: "kernel");

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

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "tickets",
                table: "tickets");
        }
    }
}
