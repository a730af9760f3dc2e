using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class AccountMailsAndSessionIdleness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "idle_minutes",
                schema: "kernel",
                table: "sessions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_secret",
                schema: "kernel",
                table: "mails",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_sign_ins_outcome_at",
                schema: "kernel",
                table: "sign_ins",
                columns: new[] { "outcome", "at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.Sql(SignInsSchema.Functions);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SignInsSchema.Drop);

            migrationBuilder.DropIndex(
                name: "ix_sign_ins_outcome_at",
                schema: "kernel",
                table: "sign_ins");

            migrationBuilder.DropColumn(
                name: "idle_minutes",
                schema: "kernel",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "is_secret",
                schema: "kernel",
                table: "mails");
        }
    }
}
