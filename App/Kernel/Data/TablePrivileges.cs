using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsFlux.Kernel.Data;

/// <summary>Rows that the application's role may add and read, and never change: the database itself refuses.</summary>
public interface IAppendOnly;

/// <summary>
/// Gives the application's role what it needs on every table of the model, after migrating: a new table is never
/// forgotten, and what is append-only never granted. Harmless where that role does not exist.
/// </summary>
internal static class TablePrivileges
{
    public static string Sql(IModel model)
    {
        var schemas = string.Join(", ", model.GetEntityTypes().Select(e => e.GetSchema()).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        var appendOnly = string.Join(", ", model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IAppendOnly)))
            .Select(e => $"{e.GetSchema()}.{e.GetTableName()}").Order(StringComparer.Ordinal));
        return $"""
            do $$ begin
                if exists (select from pg_roles where rolname = 'opsflux_app') then
                    grant usage on schema {schemas} to opsflux_app;
                    grant select, insert, update, delete on all tables in schema {schemas} to opsflux_app;
                    revoke update, delete, truncate on {appendOnly} from opsflux_app;
                    revoke insert, update, delete on kernel.migrations_history from opsflux_app;
                end if;
            end $$;
            """;
    }
}
