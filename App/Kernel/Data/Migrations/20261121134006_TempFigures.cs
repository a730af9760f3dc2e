using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_interventions_ended",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "ended_at", "id" },
                filter: "ended_at is not null");
            OpsFlux.Modules.Assets.Data.DowntimeSchema.Up(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            OpsFlux.Modules.Assets.Data.DowntimeSchema.Down(migrationBuilder);
            migrationBuilder.DropIndex(
                name: "ix_interventions_ended",
                schema: "maintenance",
                table: "interventions");
        }
    }
}
