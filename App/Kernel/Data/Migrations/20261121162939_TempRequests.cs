using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reported_problems",
                schema: "maintenance",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stands_still = table.Column<bool>(type: "boolean", nullable: false),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reported_problems", x => x.ticket_id);
                });

            migrationBuilder.CreateTable(
                name: "ticket_works",
                schema: "maintenance",
                columns: table => new
                {
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    turned_by = table.Column<Guid>(type: "uuid", nullable: false),
                    turned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_works", x => x.intervention_id);
                    table.ForeignKey(
                        name: "fk_ticket_works_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_ticket_works_users_turned_by",
                        column: x => x.turned_by,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ticket_works_going_on",
                schema: "maintenance",
                table: "ticket_works",
                column: "ticket_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_works_ticket",
                schema: "maintenance",
                table: "ticket_works",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_works_turned_by",
                schema: "maintenance",
                table: "ticket_works",
                column: "turned_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reported_problems",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "ticket_works",
                schema: "maintenance");
        }
    }
}
