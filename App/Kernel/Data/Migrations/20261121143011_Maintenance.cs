using System;
using Microsoft.EntityFrameworkCore.Migrations;
using OpsFlux.Modules.Assets.Data;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class Maintenance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "maintenance");

            migrationBuilder.EnsureSchema(
                name: "assets");

            migrationBuilder.CreateTable(
                name: "clients",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sector = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    address = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    city = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    since = table.Column<DateOnly>(type: "date", nullable: true),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<Guid>(type: "uuid", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deleted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clients", x => x.id);
                    table.ForeignKey(
                        name: "fk_clients_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
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
                name: "equipment_types",
                schema: "assets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    english_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_equipment_types", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "technicians",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    speciality = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    team = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    zone = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    hired_on = table.Column<DateOnly>(type: "date", nullable: true),
                    hourly_rate = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: true),
                    calendar_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<Guid>(type: "uuid", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deleted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technicians", x => x.id);
                    table.ForeignKey(
                        name: "fk_technicians_calendars_calendar_id",
                        column: x => x.calendar_id,
                        principalSchema: "kernel",
                        principalTable: "calendars",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_technicians_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_technicians_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "client_contacts",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    role = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_main = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_client_contacts", x => x.id);
                    table.ForeignKey(
                        name: "fk_client_contacts_clients_client_id",
                        column: x => x.client_id,
                        principalSchema: "maintenance",
                        principalTable: "clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_client_contacts_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
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
                name: "contracts",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    yearly_amount = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    monthly_amount = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    included_interventions = table.Column<int>(type: "integer", nullable: true),
                    included_minutes = table.Column<int>(type: "integer", nullable: true),
                    included_points = table.Column<decimal>(type: "numeric(14,4)", precision: 14, scale: 4, nullable: true),
                    overrun = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, defaultValue: "Quote"),
                    tolerance_percent = table.Column<int>(type: "integer", nullable: false),
                    scale_id = table.Column<Guid>(type: "uuid", nullable: true),
                    renews_by_itself = table.Column<bool>(type: "boolean", nullable: false),
                    notice_days = table.Column<int>(type: "integer", nullable: true),
                    terms = table.Column<string>(type: "text", nullable: true),
                    first_starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<Guid>(type: "uuid", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deleted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contracts", x => x.id);
                    table.CheckConstraint("ck_contracts_order", "ends_on >= starts_on");
                    table.ForeignKey(
                        name: "fk_contracts_contract_scales_scale_id",
                        column: x => x.scale_id,
                        principalSchema: "maintenance",
                        principalTable: "contract_scales",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contracts_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "equipment",
                schema: "assets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    type_id = table.Column<Guid>(type: "uuid", nullable: false),
                    maker = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    serial_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    serial_key = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: true),
                    site_id = table.Column<Guid>(type: "uuid", nullable: true),
                    location = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    life_cycle = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    installed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    warranty_until = table.Column<DateOnly>(type: "date", nullable: true),
                    maintenance_every_days = table.Column<int>(type: "integer", nullable: true),
                    next_maintenance_on = table.Column<DateOnly>(type: "date", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<Guid>(type: "uuid", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deleted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_equipment", x => x.id);
                    table.ForeignKey(
                        name: "fk_equipment_equipment_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "assets",
                        principalTable: "equipment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_equipment_equipment_types_type_id",
                        column: x => x.type_id,
                        principalSchema: "assets",
                        principalTable: "equipment_types",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_equipment_sites_site_id",
                        column: x => x.site_id,
                        principalSchema: "kernel",
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_equipment_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "technician_absences",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    technician_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technician_absences", x => x.id);
                    table.CheckConstraint("ck_technician_absences_order", "until >= \"from\"");
                    table.ForeignKey(
                        name: "fk_technician_absences_technicians_technician_id",
                        column: x => x.technician_id,
                        principalSchema: "maintenance",
                        principalTable: "technicians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "technician_skills",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    technician_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    certificate = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_technician_skills", x => x.id);
                    table.ForeignKey(
                        name: "fk_technician_skills_technicians_technician_id",
                        column: x => x.technician_id,
                        principalSchema: "maintenance",
                        principalTable: "technicians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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
                name: "contract_equipment",
                schema: "maintenance",
                columns: table => new
                {
                    contract_id = table.Column<Guid>(type: "uuid", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_equipment", x => new { x.contract_id, x.equipment_id });
                    table.ForeignKey(
                        name: "fk_contract_equipment_contracts_contract_id",
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
                name: "contract_sites",
                schema: "maintenance",
                columns: table => new
                {
                    contract_id = table.Column<Guid>(type: "uuid", nullable: false),
                    site_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_sites", x => new { x.contract_id, x.site_id });
                    table.ForeignKey(
                        name: "fk_contract_sites_contracts_contract_id",
                        column: x => x.contract_id,
                        principalSchema: "maintenance",
                        principalTable: "contracts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_contract_sites_sites_site_id",
                        column: x => x.site_id,
                        principalSchema: "kernel",
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "interventions",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    priority = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    is_urgent = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    site_id = table.Column<Guid>(type: "uuid", nullable: true),
                    contract_id = table.Column<Guid>(type: "uuid", nullable: true),
                    requester_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    planned_minutes = table.Column<int>(type: "integer", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hold_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    visits = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "text", nullable: true),
                    symptom = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<Guid>(type: "uuid", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deleted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    structure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interventions", x => x.id);
                    table.ForeignKey(
                        name: "fk_interventions_contracts_contract_id",
                        column: x => x.contract_id,
                        principalSchema: "maintenance",
                        principalTable: "contracts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_interventions_sites_site_id",
                        column: x => x.site_id,
                        principalSchema: "kernel",
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_interventions_structures_structure_id",
                        column: x => x.structure_id,
                        principalSchema: "kernel",
                        principalTable: "structures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_interventions_users_lead_id",
                        column: x => x.lead_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_interventions_users_requester_id",
                        column: x => x.requester_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "downtimes",
                schema: "assets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_downtimes", x => x.id);
                    table.CheckConstraint("ck_downtimes_order", "until >= \"from\"");
                    table.ForeignKey(
                        name: "fk_downtimes_equipment_equipment_id",
                        column: x => x.equipment_id,
                        principalSchema: "assets",
                        principalTable: "equipment",
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

            migrationBuilder.CreateTable(
                name: "intervention_times",
                schema: "maintenance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intervention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_times", x => x.id);
                    table.CheckConstraint("ck_intervention_times_order", "until >= \"from\"");
                    table.ForeignKey(
                        name: "fk_intervention_times_interventions_intervention_id",
                        column: x => x.intervention_id,
                        principalSchema: "maintenance",
                        principalTable: "interventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_intervention_times_users_person_id",
                        column: x => x.person_id,
                        principalSchema: "kernel",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_client_contacts_client",
                schema: "maintenance",
                table: "client_contacts",
                columns: new[] { "client_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_client_contacts_main",
                schema: "maintenance",
                table: "client_contacts",
                column: "client_id",
                unique: true,
                filter: "is_main");

            migrationBuilder.CreateIndex(
                name: "ix_client_contacts_user_id",
                schema: "maintenance",
                table: "client_contacts",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_clients_external_id",
                schema: "maintenance",
                table: "clients",
                column: "external_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_clients_name",
                schema: "maintenance",
                table: "clients",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_clients_number",
                schema: "maintenance",
                table: "clients",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_clients_status_name",
                schema: "maintenance",
                table: "clients",
                columns: new[] { "status", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_clients_structure",
                schema: "maintenance",
                table: "clients",
                column: "structure_id",
                unique: true);

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
                name: "ix_contract_equipment_equipment",
                schema: "maintenance",
                table: "contract_equipment",
                column: "equipment_id");

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

            migrationBuilder.CreateIndex(
                name: "ix_contract_sites_site",
                schema: "maintenance",
                table: "contract_sites",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_contracts_end",
                schema: "maintenance",
                table: "contracts",
                columns: new[] { "ends_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contracts_external_id",
                schema: "maintenance",
                table: "contracts",
                column: "external_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contracts_number",
                schema: "maintenance",
                table: "contracts",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contracts_reference",
                schema: "maintenance",
                table: "contracts",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contracts_scale_id",
                schema: "maintenance",
                table: "contracts",
                column: "scale_id");

            migrationBuilder.CreateIndex(
                name: "ix_contracts_state_end",
                schema: "maintenance",
                table: "contracts",
                columns: new[] { "state", "ends_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contracts_structure_end",
                schema: "maintenance",
                table: "contracts",
                columns: new[] { "structure_id", "ends_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_downtimes_equipment",
                schema: "assets",
                table: "downtimes",
                columns: new[] { "equipment_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_downtimes_open",
                schema: "assets",
                table: "downtimes",
                column: "equipment_id",
                unique: true,
                filter: "until is null");

            migrationBuilder.CreateIndex(
                name: "ix_equipment_deleted",
                schema: "assets",
                table: "equipment",
                columns: new[] { "deleted_at", "id" },
                filter: "deleted_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_equipment_external_id",
                schema: "assets",
                table: "equipment",
                column: "external_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_equipment_name",
                schema: "assets",
                table: "equipment",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_equipment_next_maintenance",
                schema: "assets",
                table: "equipment",
                columns: new[] { "next_maintenance_on", "id" },
                filter: "next_maintenance_on is not null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_equipment_number",
                schema: "assets",
                table: "equipment",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_equipment_parent",
                schema: "assets",
                table: "equipment",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_equipment_serial",
                schema: "assets",
                table: "equipment",
                columns: new[] { "structure_id", "serial_key" },
                unique: true,
                filter: "serial_key is not null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_equipment_site",
                schema: "assets",
                table: "equipment",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_equipment_state_name",
                schema: "assets",
                table: "equipment",
                columns: new[] { "state", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_equipment_structure_name",
                schema: "assets",
                table: "equipment",
                columns: new[] { "structure_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_equipment_type_name",
                schema: "assets",
                table: "equipment",
                columns: new[] { "type_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_equipment_warranty",
                schema: "assets",
                table: "equipment",
                columns: new[] { "warranty_until", "id" },
                filter: "warranty_until is not null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_equipment_types_code",
                schema: "assets",
                table: "equipment_types",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_times_intervention",
                schema: "maintenance",
                table: "intervention_times",
                column: "intervention_id");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_times_person",
                schema: "maintenance",
                table: "intervention_times",
                columns: new[] { "person_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_interventions_contract",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "contract_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_interventions_deleted",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "deleted_at", "id" },
                filter: "deleted_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_ended",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "ended_at", "id" },
                filter: "ended_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_equipment_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "equipment_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_interventions_external_id",
                schema: "maintenance",
                table: "interventions",
                column: "external_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interventions_lead_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "lead_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_interventions_number",
                schema: "maintenance",
                table: "interventions",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interventions_open_lead_planned",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "lead_id", "planned_at", "id" },
                filter: "ended_at is null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_open_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "opened_at", "id" },
                filter: "ended_at is null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_open_priority",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "priority", "id" },
                filter: "ended_at is null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_open_structure_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "structure_id", "opened_at", "id" },
                filter: "ended_at is null and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_interventions_requester_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "requester_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_interventions_running_equipment",
                schema: "maintenance",
                table: "interventions",
                column: "equipment_id",
                filter: "state in ('InProgress', 'OnHold') and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_running_lead",
                schema: "maintenance",
                table: "interventions",
                column: "lead_id",
                filter: "state = 'InProgress' and deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_site",
                schema: "maintenance",
                table: "interventions",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_interventions_state_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "state", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_interventions_structure_opened",
                schema: "maintenance",
                table: "interventions",
                columns: new[] { "structure_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_technician_absences_from",
                schema: "maintenance",
                table: "technician_absences",
                columns: new[] { "technician_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_technician_skills_expiry",
                schema: "maintenance",
                table: "technician_skills",
                column: "valid_until",
                filter: "valid_until is not null");

            migrationBuilder.CreateIndex(
                name: "ix_technician_skills_name",
                schema: "maintenance",
                table: "technician_skills",
                columns: new[] { "technician_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_technicians_calendar_id",
                schema: "maintenance",
                table: "technicians",
                column: "calendar_id");

            migrationBuilder.CreateIndex(
                name: "ix_technicians_external_id",
                schema: "maintenance",
                table: "technicians",
                column: "external_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_technicians_name",
                schema: "maintenance",
                table: "technicians",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_technicians_number",
                schema: "maintenance",
                table: "technicians",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_technicians_structure",
                schema: "maintenance",
                table: "technicians",
                columns: new[] { "structure_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_technicians_user",
                schema: "maintenance",
                table: "technicians",
                column: "user_id",
                unique: true);
            DowntimeSchema.Up(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            DowntimeSchema.Down(migrationBuilder);
            migrationBuilder.DropTable(
                name: "client_contacts",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "consumption_lines",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_alerts",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_equipment",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_pots",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_sites",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "downtimes",
                schema: "assets");

            migrationBuilder.DropTable(
                name: "intervention_times",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "technician_absences",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "technician_skills",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "clients",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_scale_versions",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "equipment",
                schema: "assets");

            migrationBuilder.DropTable(
                name: "interventions",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "technicians",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "equipment_types",
                schema: "assets");

            migrationBuilder.DropTable(
                name: "contracts",
                schema: "maintenance");

            migrationBuilder.DropTable(
                name: "contract_scales",
                schema: "maintenance");
        }
    }
}
