using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class PeopleSearch : Migration
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

            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "search",
                schema: "kernel",
                table: "users",
                type: "tsvector",
                nullable: true,
                computedColumnSql: "to_tsvector('kernel.people', display_name || ' ' || translate(coalesce(user_name, '') || ' ' || coalesce(email, ''), '.@_-', '    '))",
                stored: true);

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
                name: "ix_groups_name",
                schema: "kernel",
                table: "groups",
                columns: new[] { "name", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "ix_groups_name",
                schema: "kernel",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "search",
                schema: "kernel",
                table: "users");

            migrationBuilder.Sql("drop text search configuration kernel.people;");
        }
    }
}
