using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>What the model cannot say: carries earlier notifications, counters and choices over.</summary>
internal static class NotificationSchema
{
    /// <summary>Before the column of who wants mail is gone: whoever wanted none keeps it so.</summary>
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
                reason = 'Concerned', changes = 1, shown_at = created_at;
            delete from kernel.notification_counters;
            insert into kernel.notification_counters (user_id, module, unread)
            select user_id, module, count(*) from kernel.notifications where read_at is null group by user_id, module;
            insert into kernel.notification_preferences (user_id, definition, version)
            select id, '{"channels": {"System": "InApp", "Comment": "InApp", "Mention": "InApp", "Update": "InApp", "Assignment": "InApp", "Closing": "InApp",
                                      "Reminder": "InApp", "Delay": "InApp", "Incident": "InApp", "Alert": "InApp"}}'::jsonb, 1
            from kernel.users where not mail_notifications and anonymised_at is null;
            """);
    }
}
