using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(AppDbContext))]
    [Migration("20261121095900_TempTemplates")]
    public partial class TempTemplates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "body", schema: "kernel", table: "notifications", type: "text", nullable: true);
            migrationBuilder.CreateTable(
                name: "notification_templates",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    category = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    subject_fr = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true),
                    subject_en = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true),
                    body_fr = table.Column<string>(type: "text", nullable: true),
                    body_en = table.Column<string>(type: "text", nullable: true),
                    href = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_templates", x => x.id);
                    table.CheckConstraint("ck_notification_templates_words", "subject_fr is not null or subject_en is not null");
                });
            migrationBuilder.CreateIndex(name: "ix_notification_templates_code", schema: "kernel", table: "notification_templates", column: "code", unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "notification_templates", schema: "kernel");
            migrationBuilder.DropColumn(name: "body", schema: "kernel", table: "notifications");
        }
    }
}
