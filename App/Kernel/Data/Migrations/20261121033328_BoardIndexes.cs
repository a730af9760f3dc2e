using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class BoardIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_tickets_board",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "state", "priority", "id" },
                filter: "closed_at is null and deleted_at is null")
                .Annotation("Npgsql:IndexInclude", new[] { "structure_id", "requester_id", "assignee_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_board",
                schema: "tickets",
                table: "tickets");
        }
    }
}
