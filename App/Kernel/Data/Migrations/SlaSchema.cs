namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>What the migration ServiceLevels does beside tables.</summary>
internal static class SlaSchema
{
    /// <summary>
    /// Tickets that are open already get their clocks, with what their timelines tell, and without an agreement: whoever defines
    /// one may have them computed again. Lines that an import kept out of order count for nothing; the ticket's own instants win. Instants as <c>FactsJson</c> writes them.
    /// </summary>
    public const string ClocksOfOpenTickets =
        """
        create function pg_temp.fact(kind text, at timestamptz, key text default null) returns jsonb language sql immutable as
        $$ select jsonb_strip_nulls(jsonb_build_object('kind', kind, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'key', key)) $$;

        create view pg_temp.turns as
        select e.record_id, e.at, e.id, e.old_value as former, e.new_value as state, r.code as reason
        from kernel.timeline e left join tickets.waiting_reasons r on r.stops_resolution and e.reason = 'WaitingReason.' || r.code
        where e.record_kind = 'ticket' and e.field = 'State' and e.reason is distinct from 'Import.OutOfOrder';

        insert into kernel.sla_clocks (id, record_kind, record_id, code, ordinal, facts, state, started_at, stopped_at, is_lead, taken_step)
        select gen_random_uuid(), 'ticket', t.id, c.code, 1,
               jsonb_build_array(pg_temp.fact('Started', t.opened_at)) || coalesce(c.facts, '[]')
                   || case when c.stopped_at is null then '[]' else jsonb_build_array(pg_temp.fact('Stopped', c.stopped_at)) end
                   || case when t.deleted_at is null then '[]' else jsonb_build_array(pg_temp.fact('Cancelled', t.deleted_at, 'deleted')) end,
               case when t.deleted_at is null then 'Unagreed' else 'Cancelled' end, t.opened_at, case when t.deleted_at is null then c.stopped_at end, false, 0
        from tickets.tickets t
        cross join lateral (
            select 'take-charge' as code, t.started_at as stopped_at, null::jsonb as facts
            union all
            select 'resolution', t.resolved_at, (
                select jsonb_agg(f.fact order by f.at) from (
                    select w.at, pg_temp.fact('Paused', w.at, w.reason) as fact from pg_temp.turns w
                    where w.record_id = t.id and w.state = 'Waiting' and w.reason is not null
                    union all
                    select n.at, pg_temp.fact('Resumed', n.at, w.reason) from pg_temp.turns w
                    cross join lateral (select x.at from pg_temp.turns x where x.record_id = t.id and x.former = 'Waiting' and (x.at, x.id) > (w.at, w.id) order by x.at, x.id limit 1) n
                    where w.record_id = t.id and w.state = 'Waiting' and w.reason is not null
                    union all
                    select b.at, pg_temp.fact('Restarted', b.at) from pg_temp.turns b
                    where b.record_id = t.id and b.former in ('Resolved', 'Closed') and b.state not in ('Resolved', 'Closed')
                    union all
                    select s.at, pg_temp.fact('Stopped', s.at) from pg_temp.turns b
                    cross join lateral (select x.at from pg_temp.turns x where x.record_id = t.id and x.state = 'Resolved' and x.former is distinct from 'Resolved' and (x.at, x.id) < (b.at, b.id) order by x.at desc, x.id desc limit 1) s
                    where b.record_id = t.id and b.former in ('Resolved', 'Closed') and b.state not in ('Resolved', 'Closed')
                ) f)
        ) c
        where t.closed_at is null;

        drop view pg_temp.turns;
        """;
}
