using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Reading;

namespace OpsFlux.Tests.Bench.Lists;

/// <summary>The delivery log at a million lines: what its page asks by each filter, and what is rare among them.</summary>
internal sealed class DeliveryCases(IServiceProvider person, StatementCapture capture)
{
    private const int Lines = 1_000_000, FarPage = 40;

    public async IAsyncEnumerable<(string What, string Statement)> AllAsync()
    {
        if (!person.GetRequiredService<ICurrentUser>().CanEverywhere(NotificationPermissions.ViewLog)) yield break;
        foreach (var address in await AddressesAsync()) yield return ($"log {address}", await PageAsync(ListQuery.Parse(address)));
        yield return ($"log page {FarPage}", await FarAsync(ListQuery.Parse(null)));
        await person.GetRequiredService<SummariseTold>().RunAsync((await SampleAsync()).RecordId!.Value, default);    // the sample has one
        foreach (var statement in capture.Take().Take(2)) yield return ("who was told of a record", statement);
    }

    /// <summary>Makes the lines where there are fewer: people and tickets as they are, every channel and state, some of them rare.</summary>
    public static async Task FillAsync(AppDbContext db)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var missing = Lines - await db.Set<NotificationDelivery>().CountAsync();
        if (missing <= 0) return;
        await db.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
             with people as (select id, row_number() over (order by id) - 1 as n, count(*) over () as many from kernel.users),
                  records as (select id, row_number() over (order by id) - 1 as n, count(*) over () as many from tickets.tickets where id in (select id from tickets.tickets limit 20000))
             insert into kernel.notification_deliveries (id, event_id, user_id, kind, category, priority, record_kind, record_id, channel, state, silence, hold, created_at, due_at, attempts, done_at)
             select gen_random_uuid(), gen_random_uuid(), p.id, 'tickets.ticket.progressed',
                    case when i % 5000 = 0 then 'Alert' when i % 3 = 0 then 'Comment' else 'Update' end, 1, 'ticket', r.id,
                    case when i % 10000 = 0 then 'Sms' when i % 2 = 0 then 'Mail' else 'InApp' end,
                    case when i % 20000 = 0 then 'Failed' when i % 4 = 0 then 'Skipped' else 'Sent' end,
                    case when i % 20000 = 0 then null when i % 40004 = 0 then 'AddressRefused' when i % 4 = 0 then 'ChannelOff' end, 'None',
                    now() - i * interval '13 seconds', now() - i * interval '13 seconds', 1, now()
             from generate_series(1, {missing}) as i join people p on p.n = i % p.many join records r on r.n = i % r.many
             """));
        await db.Database.ExecuteSqlRawAsync("analyze kernel.notification_deliveries");
    }

    private async Task<IReadOnlyList<string>> AddressesAsync()
    {
        var sample = await SampleAsync();
        var from = sample.CreatedAt.AddDays(-7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var to = sample.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return
        [
            "", $"?person={sample.UserId}", $"?record={sample.RecordId}", $"?person={sample.UserId}&state=Skipped", "?state=Sent", "?state=Failed", "?state=Skipped", "?state=Pending",
            "?channel=Mail", "?channel=Sms", "?channel=Push", "?category=Comment", "?category=Alert", "?category=Incident", "?kind=tickets.ticket.progressed", "?kind=kernel.mail.paused",
            "?silence=ChannelOff", "?silence=AddressRefused", "?silence=NoAccess", $"?from={from}&to={to}", $"?from={from}&to={to}&channel=Sms", "?state=Sent,Failed&category=Alert",
        ];
    }

    private async Task<NotificationDelivery> SampleAsync()
    {
        await using var db = await person.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var sample = await db.Set<NotificationDelivery>().AsNoTracking().Where(d => d.RecordId != null).OrderByDescending(d => d.CreatedAt).Skip(1000).FirstAsync();
        capture.Take();
        return sample;
    }

    private async Task<string> PageAsync(ListQuery query)
    {
        await ReadAsync(query);
        return capture.Take()[0];
    }

    private async Task<string> FarAsync(ListQuery query)
    {
        for (var page = 1; page < FarPage; page++)
        {
            if ((await ReadAsync(query)).Next is not { } next) break;
            query = query.NextPage(next);
        }

        capture.Take();
        return await PageAsync(query);
    }

    private async Task<ListPage<DeliveryLine>> ReadAsync(ListQuery query) =>
        (await person.GetRequiredService<ListDeliveries>().RunAsync(DeliveryFilter.Parse(query).Value!, ListQuery.PageSize, default)).Value!;    // understood and allowed
}
