namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>What the migration ServiceLevels does beside tables.</summary>
internal static class SlaSchema
{
    /// <summary>
    /// Tickets that are open already get their clocks, with what their timelines tell, and without an agreement: whoever defines
    /// one may have them computed again. Instants as <c>FactsJson</c> writes them.
    /// </summary>
    public const string ClocksOfOpenTickets =
        """
        create function pg_temp.fact(kind text, at timestamptz, key text default null) returns jsonb language sql immutable as
        $$ select jsonb_strip_nulls(jsonb_build_object('kind', kind, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'key', key)) $$;

        insert into kernel.sla_clocks (id, record_kind, record_id, code, ordinal, facts, state, started_at, stopped_at, is_lead, taken_step)
        select gen_random_uuid(), 'ticket', t.id, 'take-charge', 1,
               jsonb_build_array(pg_temp.fact('Started', t.opened_at)) || case when t.started_at is null then '[]' else jsonb_build_array(pg_temp.fact('Stopped', t.started_at)) end,
               'Unagreed', t.opened_at, t.started_at, false, 0
        from tickets.tickets t where t.closed_at is null and t.deleted_at is null;

        insert into kernel.sla_clocks (id, record_kind, record_id, code, ordinal, facts, state, started_at, stopped_at, is_lead, taken_step)
        select gen_random_uuid(), 'ticket', t.id, 'resolution', 1,
               jsonb_build_array(pg_temp.fact('Started', t.opened_at)) || coalesce(h.facts, '[]'), 'Unagreed', t.opened_at, t.resolved_at, false, 0
        from tickets.tickets t
        left join lateral (
            select jsonb_agg(f.fact order by f.at) as facts from (
                select e.at, pg_temp.fact('Paused', e.at, r.code) as fact
                from kernel.timeline e join tickets.waiting_reasons r on r.stops_resolution and e.reason = 'WaitingReason.' || r.code
                where e.record_kind = 'ticket' and e.record_id = t.id and e.field = 'State' and e.new_value = 'Waiting'
                union all
                select n.at, pg_temp.fact('Resumed', n.at, r.code)
                from kernel.timeline e join tickets.waiting_reasons r on r.stops_resolution and e.reason = 'WaitingReason.' || r.code
                cross join lateral (
                    select min(x.at) as at from kernel.timeline x
                    where x.record_kind = 'ticket' and x.record_id = t.id and x.field = 'State' and x.old_value = 'Waiting' and x.at > e.at) n
                where e.record_kind = 'ticket' and e.record_id = t.id and e.field = 'State' and e.new_value = 'Waiting' and n.at is not null
                union all
                select e.at, pg_temp.fact('Stopped', e.at) from kernel.timeline e
                where e.record_kind = 'ticket' and e.record_id = t.id and e.field = 'State' and e.new_value = 'Resolved'
                union all
                select e.at, pg_temp.fact('Restarted', e.at) from kernel.timeline e
                where e.record_kind = 'ticket' and e.record_id = t.id and e.field = 'State' and e.old_value = 'Resolved' and e.new_value <> 'Closed'
            ) f) h on true
        where t.closed_at is null and t.deleted_at is null;
        """;
}
