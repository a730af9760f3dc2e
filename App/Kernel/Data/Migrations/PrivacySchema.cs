namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>
/// What the application may do to rows it can otherwise only add and read, where the law asks it. Each runs as the owner
/// and refuses unless an <c>Erase</c> entry of the audit log stands in the same transaction.
/// </summary>
internal static class PrivacySchema
{
    public const string Up =
        """
        create function kernel.require_erasure(erasure uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
            if not exists (select from kernel.audit_entries e where e.id = erasure and e.action = 'Erase' and e.transaction_id = pg_current_xact_id()) then
                raise exception 'no entry records this erasure' using errcode = '55000';
            end if;
        end $$;

        -- A person's full name and user name in what was written, as whole words. The names are read here: no other text can be replaced.
        create function kernel.pseudonymise_timeline(erasure uuid, person uuid, pseudonym text, entries uuid[]) returns integer
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
            full_name text;
            sign_in_name text;
            changed integer;
        begin
            perform kernel.require_erasure(erasure);
            select regexp_replace(u.display_name, '([.*+?^${}()|\[\]\\])', '\\\1', 'g'), regexp_replace(coalesce(u.user_name, ''), '([.*+?^${}()|\[\]\\])', '\\\1', 'g')
            into full_name, sign_in_name from kernel.users u where u.id = person;
            if coalesce(full_name, '') = '' or pseudonym !~ '^[[:alpha:]]+ [0-9A-F]{4,12}$' then
                raise exception 'no name or no pseudonym' using errcode = '22023';
            end if;
            update kernel.timeline t
            set body = regexp_replace(
                case when sign_in_name = '' then t.body else regexp_replace(t.body, '(^|[^[:alnum:]_.-])@?' || sign_in_name || '(?![[:alnum:]_.-]*[[:alnum:]_])', '\1' || pseudonym, 'gi') end,
                '(^|[^[:alnum:]])' || full_name || '(?![[:alnum:]])', '\1' || pseudonym, 'g')
            where t.id = any(entries);
            get diagnostics changed = row_count;
            return changed;
        end $$;

        -- The journal keeps when and how; name, address and browser go.
        create function kernel.erase_sign_ins(erasure uuid, person uuid) returns integer
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare changed integer;
        begin
            perform kernel.require_erasure(erasure);
            update kernel.sign_ins s set name = '', ip_address = null, user_agent = null where s.user_id = person;
            get diagnostics changed = row_count;
            return changed;
        end $$;

        -- The history of records that are gone for good.
        create function kernel.forget_timeline(erasure uuid, of_kind text, records uuid[]) returns integer
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare changed integer;
        begin
            perform kernel.require_erasure(erasure);
            delete from kernel.timeline t where t.record_kind = of_kind and t.record_id = any(records);
            get diagnostics changed = row_count;
            return changed;
        end $$;

        revoke all on function kernel.require_erasure(uuid), kernel.pseudonymise_timeline(uuid, uuid, text, uuid[]), kernel.erase_sign_ins(uuid, uuid),
            kernel.forget_timeline(uuid, text, uuid[]) from public;
        do $$ begin
            if exists (select from pg_roles where rolname = 'opsflux_app') then
                grant execute on function kernel.pseudonymise_timeline(uuid, uuid, text, uuid[]), kernel.erase_sign_ins(uuid, uuid), kernel.forget_timeline(uuid, text, uuid[]) to opsflux_app;
            end if;
        end $$;
        """;

    public const string Down =
        """
        drop function kernel.forget_timeline(uuid, text, uuid[]);
        drop function kernel.erase_sign_ins(uuid, uuid);
        drop function kernel.pseudonymise_timeline(uuid, uuid, text, uuid[]);
        drop function kernel.require_erasure(uuid);
        """;
}
