using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class ServiceLevels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "stops_reply",
                schema: "tickets",
                table: "waiting_reasons",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "on_call_rotas",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    zone_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    handover_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    turn_days = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_on_call_rotas", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sla_policies",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    record_kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    calendar_id = table.Column<Guid>(type: "uuid", nullable: true),
                    definition = table.Column<string>(type: "jsonb", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sla_policies", x => x.id);
                    table.ForeignKey(
                        name: "fk_sla_policies_calendars_calendar_id",
                        column: x => x.calendar_id,
                        principalSchema: "kernel",
                        principalTable: "calendars",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "on_call_members",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rota_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_on_call_members", x => x.id);
                    table.ForeignKey(
                        name: "fk_on_call_members_on_call_rotas_rota_id",
                        column: x => x.rota_id,
                        principalSchema: "kernel",
                        principalTable: "on_call_rotas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_on_call_members_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "on_call_replacements",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rota_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_on_call_replacements", x => x.id);
                    table.ForeignKey(
                        name: "fk_on_call_replacements_on_call_rotas_rota_id",
                        column: x => x.rota_id,
                        principalSchema: "kernel",
                        principalTable: "on_call_rotas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_on_call_replacements_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sla_clocks",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    calendar_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_lead = table.Column<bool>(type: "boolean", nullable: false),
                    wake_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken_step = table.Column<int>(type: "integer", nullable: false),
                    justification = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    justified_by = table.Column<Guid>(type: "uuid", nullable: true),
                    justified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sla_clocks", x => x.id);
                    table.ForeignKey(
                        name: "fk_sla_clocks_calendar_versions_calendar_version_id",
                        column: x => x.calendar_version_id,
                        principalSchema: "kernel",
                        principalTable: "calendar_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sla_clocks_sla_policies_policy_id",
                        column: x => x.policy_id,
                        principalSchema: "kernel",
                        principalTable: "sla_policies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "access",
                column: "stops_reply",
                value: false);

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "approval",
                column: "stops_reply",
                value: false);

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "evidence",
                column: "stops_reply",
                value: false);

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "parts",
                column: "stops_reply",
                value: false);

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "problem",
                column: "stops_reply",
                value: false);

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "requester",
                column: "stops_reply",
                value: false);

            migrationBuilder.UpdateData(
                schema: "tickets",
                table: "waiting_reasons",
                keyColumn: "code",
                keyValue: "supplier",
                column: "stops_reply",
                value: false);

            migrationBuilder.CreateIndex(
                name: "ix_on_call_members_user",
                schema: "kernel",
                table: "on_call_members",
                columns: new[] { "rota_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_on_call_members_user_id",
                schema: "kernel",
                table: "on_call_members",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_on_call_replacements_from",
                schema: "kernel",
                table: "on_call_replacements",
                columns: new[] { "rota_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_on_call_replacements_user_id",
                schema: "kernel",
                table: "on_call_replacements",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_on_call_rotas_name",
                schema: "kernel",
                table: "on_call_rotas",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sla_clocks_calendar",
                schema: "kernel",
                table: "sla_clocks",
                column: "calendar_version_id",
                filter: "state in ('Running', 'Paused', 'Breached')");

            migrationBuilder.CreateIndex(
                name: "ix_sla_clocks_decided",
                schema: "kernel",
                table: "sla_clocks",
                columns: new[] { "record_kind", "decided_at" },
                filter: "decided_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_sla_clocks_due",
                schema: "kernel",
                table: "sla_clocks",
                columns: new[] { "record_kind", "due_at", "record_id" },
                filter: "is_lead and due_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_sla_clocks_lead",
                schema: "kernel",
                table: "sla_clocks",
                column: "record_id",
                unique: true,
                filter: "is_lead");

            migrationBuilder.CreateIndex(
                name: "ix_sla_clocks_policy",
                schema: "kernel",
                table: "sla_clocks",
                column: "policy_id",
                filter: "state in ('Running', 'Paused', 'Breached')");

            migrationBuilder.CreateIndex(
                name: "ix_sla_clocks_record",
                schema: "kernel",
                table: "sla_clocks",
                columns: new[] { "record_id", "code", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sla_clocks_wake",
                schema: "kernel",
                table: "sla_clocks",
                columns: new[] { "wake_at", "id" },
                filter: "wake_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_sla_policies_calendar_id",
                schema: "kernel",
                table: "sla_policies",
                column: "calendar_id");

            migrationBuilder.CreateIndex(
                name: "ix_sla_policies_name",
                schema: "kernel",
                table: "sla_policies",
                columns: new[] { "record_kind", "name" },
                unique: true);

            migrationBuilder.Sql(SlaSchema.ClocksOfOpenTickets);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "on_call_members",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "on_call_replacements",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sla_clocks",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "on_call_rotas",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sla_policies",
                schema: "kernel");

            migrationBuilder.DropColumn(
                name: "stops_reply",
                schema: "tickets",
                table: "waiting_reasons");
        }
    }
}
