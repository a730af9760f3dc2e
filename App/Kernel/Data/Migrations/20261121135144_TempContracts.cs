using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class TempContracts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "ended_on",
                schema: "maintenance",
                table: "contracts",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "first_starts_on",
                schema: "maintenance",
                table: "contracts",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "included_points",
                schema: "maintenance",
                table: "contracts",
                type: "numeric(14,4)",
                precision: 14,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "overrun",
                schema: "maintenance",
                table: "contracts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Quote");

            migrationBuilder.AddColumn<Guid>(
                name: "scale_id",
                schema: "maintenance",
                table: "contracts",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "tolerance_percent",
                schema: "maintenance",
                table: "contracts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "contract_alerts",
                schema: "maintenance",
                columns: table => new
                {
                    contract_id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    term = table.Column<DateOnly>(type: "date", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_alerts", x => new { x.contract_id, x.topic, x.term, x.step });
                    table.ForeignKey(
                        name: "fk_contract_alerts_contracts_contract_id",
                        column: x => x.contract_id,
                        principalSchema: "maintenance",
                        principalTable: "contracts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contract_pots",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    contract_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    granted = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_pots", x => x.id);
                    table.CheckConstraint("ck_contract_pots_granted", "granted > 0");
                    table.ForeignKey(
                        name: "fk_contract_pots_contracts_contract_id",
                        column: x => x.contract_id,
                        principalSchema: "maintenance",
                        principalTable: "contracts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contract_scales",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_scales", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contract_scale_versions",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scale_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    definition = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_scale_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_contract_scale_versions_contract_scales_scale_id",
                        column: x => x.scale_id,
                        principalSchema: "maintenance",
                        principalTable: "contract_scales",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "consumption_lines",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    contract_id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: true),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reverses_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    booked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    units = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: false),
                    bearing = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    pot_id = table.Column<Guid>(type: "uuid", nullable: true),
                    scale_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    detail = table.Column<string>(type: "jsonb", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consumption_lines", x => x.id);
                    table.CheckConstraint("ck_consumption_lines_bearing", "(bearing = 'Pot') = (pot_id is not null)");
                    table.ForeignKey(
                        name: "fk_consumption_lines_consumption_lines_reverses_id",
                        column: x => x.reverses_id,
                        principalSchema: "maintenance",
                        principalTable: "consumption_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consumption_lines_contract_scale_versions_scale_version_id",
                        column: x => x.scale_version_id,
                        principalSchema: "maintenance",
                        principalTable: "contract_scale_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consumption_lines_contracts_contract_id",
                        column: x => x.contract_id,
                        principalSchema: "maintenance",
                        principalTable: "contracts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consumption_lines_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consumption_lines_users_person_id",
                        column: x => x.person_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_contracts_scale_id",
                schema: "maintenance",
                table: "contracts",
                column: "scale_id");

            migrationBuilder.CreateIndex(
                name: "ix_consumption_lines_contract",
                schema: "maintenance",
                table: "consumption_lines",
                columns: new[] { "contract_id", "booked_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_consumption_lines_intervention",
                schema: "maintenance",
                table: "consumption_lines",
                column: "intervention_id");

            migrationBuilder.CreateIndex(
                name: "ix_consumption_lines_person",
                schema: "maintenance",
                table: "consumption_lines",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_consumption_lines_reverses",
                schema: "maintenance",
                table: "consumption_lines",
                column: "reverses_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consumption_lines_scale_version_id",
                schema: "maintenance",
                table: "consumption_lines",
                column: "scale_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_consumption_lines_travel",
                schema: "maintenance",
                table: "consumption_lines",
                columns: new[] { "contract_id", "on" },
                filter: "kind = 'Travel'");

            migrationBuilder.CreateIndex(
                name: "ix_contract_pots_contract",
                schema: "maintenance",
                table: "contract_pots",
                column: "contract_id");

            migrationBuilder.CreateIndex(
                name: "ix_contract_scale_versions_number",
                schema: "maintenance",
                table: "contract_scale_versions",
                columns: new[] { "scale_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contract_scales_name",
                schema: "maintenance",
                table: "contract_scales",
                column: "name",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_contracts_contract_scales_scale_id",
                schema: "maintenance",
                table: "contracts",
                column: "scale_id",
                principalSchema: "maintenance",
                principalTable: "contract_scales",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_contracts_contract_scales_scale_id",
                schema: "maintenance",
                table: "contracts");

            migrationBuilder.DropTable(
                name: "consumption_lines",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_alerts",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_pots",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_scale_versions",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_scales",
                schema: "maintenance");

            migrationBuilder.DropIndex(
                name: "ix_contracts_scale_id",
                schema: "maintenance",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "ended_on",
                schema: "maintenance",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "first_starts_on",
                schema: "maintenance",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "included_points",
                schema: "maintenance",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "overrun",
                schema: "maintenance",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "scale_id",
                schema: "maintenance",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "tolerance_percent",
                schema: "maintenance",
                table: "contracts");
        }
    }
}
