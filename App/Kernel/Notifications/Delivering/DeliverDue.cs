using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Channels;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.People;

namespace OpsFlux.Kernel.Notifications.Delivering;

/// <summary>Takes the next bundle that is due and delivers it, if the person may still know of it and has not read it meanwhile.</summary>
public sealed class DeliverDue(
    IDbContextFactory<AppDbContext> dbs, ChannelOffer channels, RecordKinds kinds, RecordReaders readers, TimeProvider clock, ILogger<DeliverDue> log)
{
    /// <summary>Longer than any gateway is waited for.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>False when nothing is due.</summary>
    /// <param name="leaving">Of the channels that leave the process, or of all others.</param>
    public async Task<bool> DeliverNextAsync(bool leaving, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var lane = new DeliveryLane(channels.Leaving, leaving);
        if (await DeliveryClaims.PersonAsync(db, lane, ct) is not { } person) return false;
        var rows = await DeliveryClaims.BundleAsync(db, person, lane, ct);
        var bundle = await SettleAsync(db, person, rows, ct);
        var channel = bundle.All.Count == 0 ? null : channels.Of(bundle.All[0].Delivery.Channel.GetValueOrDefault());
        if (channel is { LeavesProcess: true })
        {
            foreach (var due in bundle.All) (due.Delivery.State, due.Delivery.DueAt, due.Delivery.Attempts) = (NotificationState.Sending, clock.GetUtcNow() + Lease, due.Delivery.Attempts + 1);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            await RecordAsync(db, bundle, await TryAsync(db, channel, bundle, ct));
            return true;
        }

        if (channel is not null) await DeliverHereAsync(db, channel, bundle, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Within the transaction; what it throws undoes only what it wrote itself.</summary>
    private async Task DeliverHereAsync(AppDbContext db, INotificationChannel channel, DueBundle bundle, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await db.Database.CurrentTransaction!.CreateSavepointAsync("delivery", ct);    // begun by the caller
        foreach (var due in bundle.All) due.Delivery.Attempts++;
        try
        {
            DeliveryRecord.Note(bundle, await channel.DeliverAsync(db, bundle, ct), clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError(e, "Channel {Channel} failed on {Count} notifications", channel.Channel, bundle.All.Count);
            await db.Database.CurrentTransaction!.RollbackToSavepointAsync("delivery", ct);    // as above
            foreach (var entry in db.ChangeTracker.Entries().Where(e => e.Entity is not NotificationDelivery).ToList()) entry.State = EntityState.Detached;
            DeliveryRecord.Note(bundle, new(ChannelVerdict.PutOff, e.GetType().Name), clock.GetUtcNow());
        }
    }

    private async Task<ChannelOutcome> TryAsync(AppDbContext db, INotificationChannel channel, DueBundle bundle, CancellationToken ct)
    {
        try
        {
            return await channel.DeliverAsync(db, bundle, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError(e, "Channel {Channel} failed", channel.Channel);
            return new(ChannelVerdict.PutOff, e.GetType().Name);
        }
    }

    /// <summary>Unless the lease ended meanwhile and somebody else has it.</summary>
    private async Task RecordAsync(AppDbContext db, DueBundle bundle, ChannelOutcome outcome)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var due in bundle.All)
        {
            var (mine, attempts) = (due.Delivery, due.Delivery.Attempts);
            DeliveryRecord.Note(new(bundle.UserId, [due]), outcome, clock.GetUtcNow());
            await db.Set<NotificationDelivery>().Where(d => d.Id == mine.Id && d.State == NotificationState.Sending && d.Attempts == attempts).ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, mine.State).SetProperty(d => d.Silence, mine.Silence).SetProperty(d => d.DueAt, mine.DueAt)
                    .SetProperty(d => d.Attempts, mine.Attempts).SetProperty(d => d.DoneAt, mine.DoneAt).SetProperty(d => d.Answer, mine.Answer), CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Leaves out what is not to be delivered any more, with the reason.</summary>
    private async Task<DueBundle> SettleAsync(AppDbContext db, Guid person, IReadOnlyList<NotificationDelivery> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return new(person, []);
        var ids = rows.Select(r => r.NotificationId).ToArray();
        var news = await db.Set<Notification>().AsNoTracking().Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, ct);
        var isActive = await db.Set<User>().AnyAsync(u => u.Id == person && u.IsActive, ct);
        var isOn = rows[0].Channel is { } name && channels.Of(name) is { } channel && await channel.IsOnAsync(db, ct);
        var kept = new List<DueNews>();
        var seen = new Dictionary<Guid, RecordReader?>();
        foreach (var row in rows)
        {
            if (row.NotificationId is not { } id || !news.TryGetValue(id, out var told)) db.Remove(row);    // erased with its record
            else if (!isActive) DeliveryRecord.Skip(row, Silence.Inactive, clock.GetUtcNow());
            else if (!isOn) DeliveryRecord.Skip(row, Silence.ChannelUnavailable, clock.GetUtcNow());
            else if (row.Hold is Hold.QuietHours or Hold.Digest && told.ReadAt is not null) await PassOverAsync(db, row, ct);
            else if (!await MaySeeAsync(db, person, told, seen, ct)) DeliveryRecord.Skip(row, Silence.NoAccess, clock.GetUtcNow());
            else kept.Add(new(row, told));
        }

        return new(person, kept);
    }

    /// <summary>Read before its time: told no more, but kept among the read ones.</summary>
    private async Task PassOverAsync(AppDbContext db, NotificationDelivery row, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        DeliveryRecord.Skip(row, Silence.ReadMeanwhile, now);
        if (row.Channel is NotificationChannel.InApp)
            await db.Set<Notification>().Where(n => n.Id == row.NotificationId && n.ShownAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ShownAt, now), ct);
    }

    private async Task<bool> MaySeeAsync(AppDbContext db, Guid person, Notification told, Dictionary<Guid, RecordReader?> seen, CancellationToken ct)
    {
        if (told is not { RecordKind: { } kind, RecordId: { } record } || kinds.Of(kind) is null) return true;
        if (!seen.TryGetValue(record, out var reader))
            seen[record] = reader = (await readers.AmongAsync(db, new(kind, record), [person], ct)).SingleOrDefault();
        return reader is not null && (reader.SeeInternal || !told.IsInternal);
    }
}
