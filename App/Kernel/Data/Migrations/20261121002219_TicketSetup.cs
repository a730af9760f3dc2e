using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TicketSetup : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "english_name",
                schema: "tickets",
                table: "waiting_reasons",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "tickets",
                table: "waiting_reasons",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "default_impact",
                schema: "tickets",
                table: "categories",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Low");

            migrationBuilder.AddColumn<int>(
                name: "order",
                schema: "tickets",
                table: "categories",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "tickets",
                table: "categories",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.CreateTable(
                name: "canned_replies",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    use_count = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_canned_replies", x => x.id);
                    table.CheckConstraint("ck_canned_replies_audience", "num_nonnulls(structure_id, group_id, owner_id) <= 1");
                    table.ForeignKey(
                        name: "fk_canned_replies_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "tickets",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_canned_replies_groups_group_id",
                        column: x => x.group_id,
                        principalSchema: "kernel",
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_canned_replies_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_canned_replies_users_owner_id",
                        column: x => x.owner_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "category_fields",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    french = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    english = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    french_help = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    english_help = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    is_required = table.Column<bool>(type: "boolean", nullable: false),
                    min = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    max = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    options = table.Column<string>(type: "jsonb", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_category_fields", x => x.id);
                    table.ForeignKey(
                        name: "fk_category_fields_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "tickets",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "structure_priorities",
                schema: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    priorities = table.Column<int[]>(type: "integer[]", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_structure_priorities", x => x.id);
                    table.CheckConstraint("ck_structure_priorities_size", "cardinality(priorities) = 9");
                    table.ForeignKey(
                        name: "fk_structure_priorities_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_field_values",
                schema: "tickets",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    field_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_field_values", x => new { x.ticket_id, x.code });
                    table.ForeignKey(
                        name: "fk_ticket_field_values_category_fields_field_id",
                        column: x => x.field_id,
                        principalSchema: "tickets",
                        principalTable: "category_fields",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_field_values_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalSchema: "tickets",
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "access",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "approval",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "evidence",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "parts",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "problem",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "requester",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "supplier",
                columns: new[] { "english_name", "version" },
                values: new object[] { null, 1L });

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_category_id",
                schema: "tickets",
                table: "canned_replies",
                column: "category_id");

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_group_id",
                schema: "tickets",
                table: "canned_replies",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_owner_use",
                schema: "tickets",
                table: "canned_replies",
                columns: new[] { "owner_id", "use_count" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_canned_replies_structure_id",
                schema: "tickets",
                table: "canned_replies",
                column: "structure_id");

            migrationBuilder.CreateIndex(
                name: "ix_category_fields_category_code",
                schema: "tickets",
                table: "category_fields",
                columns: new[] { "category_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_structure_priorities_structure",
                schema: "tickets",
                table: "structure_priorities",
                column: "structure_id",
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_ticket_field_values_field",
                schema: "tickets",
                table: "ticket_field_values",
                column: "field_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "canned_replies",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "structure_priorities",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "ticket_field_values",
                schema: "tickets");

            migrationBuilder.DropTable(
                name: "category_fields",
                schema: "tickets");

            migrationBuilder.DropColumn(
                name: "english_name",
                schema: "tickets",
                table: "waiting_reasons");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "tickets",
                table: "waiting_reasons");

            migrationBuilder.DropColumn(
                name: "default_impact",
                schema: "tickets",
                table: "categories");

            migrationBuilder.DropColumn(
                name: "order",
                schema: "tickets",
                table: "categories");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "tickets",
                table: "categories");
        }
    }
}
