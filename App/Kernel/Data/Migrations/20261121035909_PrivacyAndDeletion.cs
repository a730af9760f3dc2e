using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class PrivacyAndDeletion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_tickets_deleted",
                schema: "tickets",
                table: "tickets",
                columns: new[] { "deleted_at", "id" },
                filter: "deleted_at is not null");
            migrationBuilder.Sql(PrivacySchema.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(PrivacySchema.Down);
            migrationBuilder.DropIndex(
                name: "ix_tickets_deleted",
                schema: "tickets",
                table: "tickets");
        }
    }
}
