namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>
/// What <see cref="AuditProof"/> does besides columns: cuts the log into months, keeping every row, and gives the
/// application's role, which has no DDL, the few functions it needs. Part of a migration: never edited once merged.
/// </summary>
internal static class AuditSchema
{
    /// <summary>
    /// Parts live in a schema that the application's role may not enter: it reaches them through the two tables alone, and
    /// so with their rights. What is written before there was a key has generation 0, and needs no keyed hash of its own.
    /// </summary>
    public const string Tables =
        """
        create schema audit_log;
        revoke all on schema audit_log from public;
        do $$ begin
            if exists (select from pg_roles where rolname = 'opsflux_app') then revoke all on schema audit_log from opsflux_app; end if;
        end $$;

        alter table kernel.audit_entries set schema audit_log;
        alter table audit_log.audit_entries rename to entries_before;
        alter table kernel.audit_values set schema audit_log;
        alter table audit_log.audit_values rename to values_before;

        create table kernel.audit_entries (
            like audit_log.entries_before,
            generation integer not null default 1,
            transaction_id xid8 not null default pg_current_xact_id(),
            constraint pk_audit_entries primary key (id, at)
        ) partition by range (at);
        create table kernel.audit_values (like audit_log.values_before, constraint pk_audit_values primary key (entry_id, at)) partition by range (at);
        create table audit_log.entries_default partition of kernel.audit_entries default;
        create table audit_log.values_default partition of kernel.audit_values default;

        insert into kernel.audit_entries
        select e.*, 0, pg_current_xact_id() from audit_log.entries_before e;
        insert into kernel.audit_values (entry_id, before, after, at)
        select v.entry_id, v.before, v.after, e.at from audit_log.values_before v join audit_log.entries_before e on e.id = v.entry_id;
        drop table audit_log.values_before, audit_log.entries_before;

        create index ix_audit_entries_position on kernel.audit_entries (generation, transaction_id, id);
        create index ix_audit_entries_at on kernel.audit_entries (at, id);
        create index ix_audit_entries_action_at on kernel.audit_entries (action, at, id);
        create index ix_audit_entries_actor_at on kernel.audit_entries (actor_id, at, id);
        create index ix_audit_entries_subject_at on kernel.audit_entries (subject, at, id);
        create index ix_audit_entries_subject_id_at on kernel.audit_entries (subject_id, at, id);
        create index ix_audit_entries_correlation_at on kernel.audit_entries (correlation, at, id);
        create index ix_audit_entries_detail on kernel.audit_entries using gin (to_tsvector('kernel.opsflux', detail));
        """;

    /// <summary>
    /// Every function runs as the schema's owner, so it takes as little as it can, checks it, and finds names in
    /// pg_catalog alone. Months are those of UTC.
    /// </summary>
    public const string Functions =
        """
        create function kernel.audit_generation() returns integer language sql stable set search_path = pg_catalog, pg_temp as $$
            select pg_get_expr(d.adbin, d.adrelid)::integer from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
            where d.adrelid = 'kernel.audit_entries'::regclass and a.attname = 'generation'
        $$;

        -- For the owner alone. Restored into a cluster whose transactions count lower, new entries would seem older than sealed ones.
        create function kernel.renew_audit_generation() returns boolean language plpgsql set search_path = pg_catalog, pg_temp as $$
        declare
            now_at integer := kernel.audit_generation();
            newest xid8;
        begin
            select e.transaction_id into newest from kernel.audit_entries e where e.generation = now_at
            order by e.generation desc, e.transaction_id desc, e.id desc limit 1;
            if newest is null or newest <= pg_current_xact_id() then return false; end if;
            execute format('alter table kernel.audit_entries alter column generation set default %s', now_at + 1);
            return true;
        end $$;

        -- Makes the parts of one month and moves into them what came before they were there. False: they were there.
        create function kernel.make_audit_month(month date) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
            starts timestamptz := month::timestamp at time zone 'UTC';
            ends timestamptz := (month + interval '1 month') at time zone 'UTC';
            part text;
            name text;
        begin
            if month is null or month <> date_trunc('month', month)::date or month < date '2000-01-01' or month > current_date + interval '13 months' then
                raise exception 'not a month of the audit log: %', month using errcode = '22023';
            end if;
            perform pg_advisory_xact_lock(5728112343);
            if to_regclass('audit_log.entries_' || to_char(month, 'YYYY_MM')) is not null then return false; end if;
            foreach part in array array['entries', 'values'] loop
                name := part || '_' || to_char(month, 'YYYY_MM');
                execute format('create table audit_log.%I (like kernel.audit_%s including defaults)', name, part);
                execute format('revoke all on audit_log.%I from public', name);
                if exists (select from pg_roles where rolname = 'opsflux_app') then execute format('revoke all on audit_log.%I from opsflux_app', name); end if;
                execute format('with moved as (delete from audit_log.%I where at >= %L and at < %L returning *) insert into audit_log.%I select * from moved',
                    part || '_default', starts, ends, name);
                execute format('alter table kernel.audit_%s attach partition audit_log.%I for values from (%L) to (%L)', part, name, starts, ends);
            end loop;
            return true;
        end $$;

        -- Drops whole months before the one named, once the chain says so in its last link and everything in them is sealed.
        create function kernel.drop_audit_months(month date) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
            ends timestamptz := month::timestamp at time zone 'UTC';
            told kernel.audit_seals;
            name text;
            dropped integer := 0;
        begin
            if month is null or month <> date_trunc('month', month)::date or month > current_date - interval '12 months' then
                raise exception 'not a month that may be dropped: %', month using errcode = '22023';
            end if;
            select * into told from kernel.audit_seals order by number desc limit 1;
            if told.kind is distinct from 'Drop' or told.dropped_before is distinct from ends then
                raise exception 'the chain does not say that % is dropped', month using errcode = '55000';
            end if;
            if exists (select from kernel.audit_entries e where e.at < ends
                       and (e.generation, e.transaction_id, e.id) > (told.last_generation, told.last_transaction, told.last_id)) then
                raise exception 'not everything before % is sealed', month using errcode = '55000';
            end if;
            for name in
                select substr(c.relname, length('entries_') + 1) from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'kernel.audit_entries'::regclass and c.relname ~ '^entries_\d{4}_\d{2}$' and c.relname < 'entries_' || to_char(month, 'YYYY_MM')
            loop
                execute format('drop table audit_log.%I, audit_log.%I', 'entries_' || name, 'values_' || name);
                dropped := dropped + 1;
            end loop;
            delete from kernel.audit_manifests m using kernel.audit_seals s where s.number = m.number and s.last_at < ends;
            return dropped;
        end $$;

        -- Empties values for good. The entry that records it is written just before, in the same transaction, or nothing happens.
        create function kernel.empty_audit_values(erasure uuid, entries uuid[]) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
            emptied integer;
        begin
            if not exists (select from kernel.audit_entries e where e.id = erasure and e.action = 'Erase' and e.transaction_id = pg_current_xact_id()) then
                raise exception 'no entry records this erasure' using errcode = '55000';
            end if;
            update kernel.audit_values v set before = null, after = null, emptied_by = erasure
            where v.entry_id = any(entries) and v.emptied_by is null and v.entry_id <> erasure;
            get diagnostics emptied = row_count;
            return emptied;
        end $$;

        revoke all on function kernel.renew_audit_generation(), kernel.make_audit_month(date), kernel.drop_audit_months(date), kernel.empty_audit_values(uuid, uuid[]) from public;
        do $$ begin
            if exists (select from pg_roles where rolname = 'opsflux_app') then
                grant execute on function kernel.make_audit_month(date), kernel.drop_audit_months(date), kernel.empty_audit_values(uuid, uuid[]) to opsflux_app;
            end if;
        end $$;

        -- From the oldest entry to three months ahead.
        do $$ declare month date; begin
            for month in select generate_series(
                date_trunc('month', least((select min(at) from kernel.audit_entries), now()) at time zone 'UTC'), date_trunc('month', now() at time zone 'UTC') + interval '3 months', interval '1 month')::date
            loop
                perform kernel.make_audit_month(month);
            end loop;
        end $$;
        """;
}
