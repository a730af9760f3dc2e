using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>What the model cannot say: carries earlier notifications, counters and choices over.</summary>
internal static class NotificationSchema
{
    /// <summary>
    /// Whoever wanted no mail keeps it so. The column that said it stays for instances of the release before, which still read
    /// it; a later release drops it.
    /// </summary>
    public static void CarryOver(MigrationBuilder migration)
    {
        migration.Sql(
            """
            update kernel.notifications set
                module = case when record_kind = 'ticket' then 'tickets' else 'kernel' end,
                kind = case
                    when category = 'Delay' then 'sla.clock.step_reached'
                    when text = 'Notify.MailPaused' then 'kernel.mail.paused'
                    when category = 'Alert' then 'kernel.audit.alerted'
                    when category = 'Assignment' then 'tickets.ticket.assigned'
                    when category = 'Mention' then 'tickets.ticket.mentioned'
                    when category = 'Comment' then 'tickets.ticket.commented'
                    when category = 'Closing' then 'tickets.ticket.closed'
                    when text = 'Notify.Reopened' then 'tickets.ticket.reopened'
                    when text = 'Notify.Rated' then 'tickets.ticket.rated'
                    when text in ('Notify.Merged', 'Notify.TookIn') then 'tickets.ticket.merged'
                    when text = 'Notify.WaitingForYou' then 'tickets.ticket.asked'
                    else 'tickets.ticket.progressed' end,
                reason = 'Concerned', changes = 1, shown_at = created_at, is_internal = text in ('Notify.Noted', 'Notify.Mentioned');
            delete from kernel.notification_counters;
            insert into kernel.notification_counters (user_id, module, unread)
            select user_id, module, count(*) from kernel.notifications where read_at is null group by user_id, module;
            insert into kernel.notification_preferences (user_id, definition, version)
            select id, '{"channels": {"System": "InApp", "Comment": "InApp", "Mention": "InApp", "Update": "InApp", "Assignment": "InApp", "Closing": "InApp",
                                      "Reminder": "InApp", "Delay": "InApp", "Incident": "InApp", "Alert": "InApp"}}'::jsonb, 1
            from kernel.users where not mail_notifications and anonymised_at is null;
            alter table kernel.users alter column mail_notifications set default true;
            """);
    }

    /// <summary>Before the new tables and columns go: one counter a person, and who wants no mail.</summary>
    public static void CarryBack(MigrationBuilder migration)
    {
        migration.Sql(
            """
            update kernel.users u set mail_notifications = false
            from kernel.notification_preferences p where p.user_id = u.id and (p.definition -> 'channels')::text not like '%Mail%';
            update kernel.notification_counters c set unread = s.unread
            from (select user_id, min(module) as module, sum(unread)::int as unread from kernel.notification_counters group by user_id) s
            where c.user_id = s.user_id and c.module = s.module;
            delete from kernel.notification_counters c where exists (select from kernel.notification_counters o where o.user_id = c.user_id and o.module < c.module);
            """);
    }
}
