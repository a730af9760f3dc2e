using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempFollow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "view_hits",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "follows",
                schema: "kernel");
        }
    }
}
