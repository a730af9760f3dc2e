using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class ListsAtAMillionRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Whether a page is read along its order or through one person's or structure's own rows is decided by how many those
            // are thought to be. With the usual sample a small one counts as average, and its list reads the whole table.
            migrationBuilder.Sql(
                """
                alter table tickets.tickets
                    alter column structure_id set statistics 2000, alter column requester_id set statistics 2000,
                    alter column assignee_id set statistics 2000;
                analyze tickets.tickets;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_open_updated",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "updated_at", "id" },
                filter: "closed_at is null and deleted_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                alter table tickets.tickets
                    alter column structure_id set statistics -1, alter column requester_id set statistics -1, alter column assignee_id set statistics -1;
                """);

            migrationBuilder.DropIndex(
                name: "ix_tickets_open_updated",
                schema: "tickets",
                table: "tickets");
        }
    }
}
