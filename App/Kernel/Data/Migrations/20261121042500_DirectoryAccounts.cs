using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class DirectoryAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.AddColumn<bool>(
                name: "from_directory",
                schema: "kernel",
                table: "role_assignments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_users_directory_id",
                schema: "kernel",
                table: "users",
                column: "directory_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_users_directory_id",
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
                name: "from_directory",
                schema: "kernel",
                table: "role_assignments");
        }
    }
}
