using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsFlux.Kernel.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditProof : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_audit_values",
                schema: "kernel",
                table: "audit_values");

            migrationBuilder.DropPrimaryKey(
                name: "pk_audit_entries",
                schema: "kernel",
                table: "audit_entries");

            migrationBuilder.DropIndex(
                name: "ix_audit_entries_at",
                schema: "kernel",
                table: "audit_entries");

            migrationBuilder.DropIndex(
                name: "ix_audit_entries_subject_at",
                schema: "kernel",
                table: "audit_entries");

            migrationBuilder.AlterColumn<string>(
                name: "before",
                schema: "kernel",
                table: "audit_values",
                type: "json",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "after",
                schema: "kernel",
                table: "audit_values",
                type: "json",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldNullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "at",
                schema: "kernel",
                table: "audit_values",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<Guid>(
                name: "emptied_by",
                schema: "kernel",
                table: "audit_values",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "hash",
                schema: "kernel",
                table: "audit_entries",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "values_hash",
                schema: "kernel",
                table: "audit_entries",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_audit_values",
                schema: "kernel",
                table: "audit_values",
                columns: new[] { "entry_id", "at" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_audit_entries",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "id", "at" });

            migrationBuilder.CreateTable(
                name: "audit_manifests",
                schema: "kernel",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    contents = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_manifests", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "audit_seals",
                schema: "kernel",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_generation = table.Column<int>(type: "integer", nullable: false),
                    last_transaction = table.Column<ulong>(type: "xid8", nullable: false),
                    last_id = table.Column<Guid>(type: "uuid", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dropped_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    manifest_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seals", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "audit_tallies",
                schema: "kernel",
                columns: table => new
                {
                    rule = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    window_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_tallies", x => new { x.rule, x.key, x.window_start });
                });

            migrationBuilder.CreateTable(
                name: "audit_watch_marks",
                schema: "kernel",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    transaction = table.Column<ulong>(type: "xid8", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_watch_marks", x => x.code);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_action_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "action", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_actor_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "actor_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_correlation_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "correlation", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "subject", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject_id_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "subject_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_tallies_window",
                schema: "kernel",
                table: "audit_tallies",
                column: "window_start");

            migrationBuilder.Sql(AuditSchema.Tables);
            migrationBuilder.Sql(AuditSchema.Functions);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("A log that is cut into months and sealed is not put back together: restore a backup.");
    }
}
