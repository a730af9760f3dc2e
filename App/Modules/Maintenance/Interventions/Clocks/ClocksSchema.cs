using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsFlux.Modules.Maintenance.Interventions.Clocks;

/// <summary>What the migration does that brings clocks to interventions, beside tables.</summary>
internal static class ClocksSchema
{
    /// <summary>
    /// Interventions that are open already get their clocks, with what their timelines tell of waiting for the client, and
    /// without an agreement: whoever defines one may have them computed again. Those that are over stay without: nobody had
    /// promised anything when they ran. Instants as <c>FactsJson</c> writes them.
    /// </summary>
    public const string ClocksOfOpenInterventions =
        """
        create function pg_temp.work_fact(kind text, at timestamptz, key text default null) returns jsonb language sql immutable as
        $$ select jsonb_strip_nulls(jsonb_build_object('kind', kind, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'key', key)) $$;

        create view pg_temp.work_turns as
        select e.record_id, e.at, e.id, e.old_value as former, e.new_value as state,
               case e.reason when 'HoldReason.Client' then 'Client' when 'HoldReason.Access' then 'Access' end as reason
        from kernel.timeline e where e.record_kind = 'intervention' and e.field = 'State';

        insert into kernel.sla_clocks (id, record_kind, record_id, code, ordinal, facts, state, started_at, stopped_at, is_lead, taken_step)
        select gen_random_uuid(), 'intervention', i.id, c.code, 1,
               jsonb_build_array(pg_temp.work_fact('Started', i.opened_at)) || coalesce(c.facts, '[]')
                   || case when c.stopped_at is null then '[]' else jsonb_build_array(pg_temp.work_fact('Stopped', c.stopped_at)) end,
               'Unagreed', i.opened_at, c.stopped_at, false, 0
        from maintenance.interventions i
        cross join lateral (
            select 'response' as code, i.started_at as stopped_at, null::jsonb as facts
            union all
            select 'resolution', null, (
                select jsonb_agg(f.fact order by f.at) from (
                    select w.at, pg_temp.work_fact('Paused', w.at, w.reason) as fact from pg_temp.work_turns w
                    where w.record_id = i.id and w.state = 'OnHold' and w.reason is not null
                    union all
                    select n.at, pg_temp.work_fact('Resumed', n.at, w.reason) from pg_temp.work_turns w
                    cross join lateral (select x.at from pg_temp.work_turns x where x.record_id = i.id and x.former = 'OnHold' and (x.at, x.id) > (w.at, w.id) order by x.at, x.id limit 1) n
                    where w.record_id = i.id and w.state = 'OnHold' and w.reason is not null
                ) f)
        ) c
        where i.ended_at is null and i.deleted_at is null
          and not exists (select from kernel.sla_clocks k where k.record_id = i.id and k.code = c.code);

        drop view pg_temp.work_turns;
        """;

    public static void AddClocks(MigrationBuilder migrations) => migrations.Sql(ClocksOfOpenInterventions);
}
