namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>
/// What may happen to the connection journal besides adding to it, as functions of the schema's owner: the application's
/// role cannot change or delete a line. Part of a migration: never edited once merged.
/// </summary>
internal static class SignInsSchema
{
    public const string Functions =
        """
        create function kernel.purge_sign_ins(before timestamptz) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare gone integer;
        begin
            if before > clock_timestamp() - interval '30 days' then raise exception 'the connection journal is kept for 30 days at least'; end if;
            delete from kernel.sign_ins where id in (select id from kernel.sign_ins where at < before order by at limit 5000);
            get diagnostics gone = row_count;
            return gone;
        end $$;

        revoke all on function kernel.purge_sign_ins(timestamptz) from public;
        do $$ begin
            if exists (select from pg_roles where rolname = 'opsflux_app') then
                grant execute on function kernel.purge_sign_ins(timestamptz) to opsflux_app;
            end if;
        end $$;
        """;

    public const string Drop = "drop function kernel.purge_sign_ins(timestamptz);";
}
