using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Events;

/// <summary>
/// Turns signals into live updates for this process's circuits. Signals name the events at once; what was missed while
/// the channel was down is caught up by transaction id, so that nothing committed late is skipped.
/// </summary>
public sealed class LiveFeed(IServiceScopeFactory scopes, Signals signals, LiveUpdates updates, AccessCache access, SessionBook sessions, TimeProvider clock, ILogger<LiveFeed> log)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    /// <summary>More than this to catch up, as while an import runs for minutes, and every page is told to read again instead.</summary>
    internal const int MostCaughtUp = 1_000;

    private readonly Channel<Signal> queue = Channel.CreateUnbounded<Signal>(new() { SingleReader = true });

    /// <summary>The database's snapshot of the last time: what was visible in it is told. Null before the first time.</summary>
    private string? caughtUpTo;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Received += Enqueue;
        using var timer = clock.CreateTimer(_ => Enqueue(new(SignalKind.Poll, [])), null, Poll, Poll);
        try
        {
            await foreach (var signal in queue.Reader.ReadAllAsync(stoppingToken)) await HandleGuardedAsync(signal, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        finally
        {
            signals.Received -= Enqueue;
        }
    }

    private void Enqueue(Signal signal) => queue.Writer.TryWrite(signal);

    private async Task HandleGuardedAsync(Signal signal, CancellationToken ct)
    {
        try
        {
            await HandleAsync(signal, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The loop outlives anything one update can throw: the poll catches up with what this one missed.
            log.LogWarning(e, "A live update was put off");
        }
    }

    private async Task HandleAsync(Signal signal, CancellationToken ct)
    {
        switch (signal.Kind)
        {
            case SignalKind.Notifications:
                foreach (var id in signal.Ids) updates.Publish(new("notifications", default), [LiveTopic.Notifications(id)]);
                break;
            case SignalKind.Presence:
                foreach (var id in signal.Ids) updates.Publish(new("presence", default), [LiveTopic.Presence(id)]);
                break;
            case SignalKind.Access:
                if (signal.Ids is []) await access.InvalidateAsync(null, ct);
                foreach (var id in signal.Ids) await access.InvalidateAsync(id, ct);
                break;
            case SignalKind.Sessions:
                await sessions.RefreshAsync(signal.Ids, ct);
                break;
            case SignalKind.Mails:
                updates.Publish(new("mails", default), [LiveTopic.Everything("mail")]);
                break;
            case SignalKind.Jobs:
                updates.Publish(new("jobs", default), [LiveTopic.Jobs]);
                break;
            case SignalKind.Events:
                Publish(await ReadAsync(db => db.Set<EventRow>().Where(e => signal.Ids.Contains(e.Id)).OrderBy(e => e.TransactionId), ct));
                break;
            case SignalKind.Resync:
                await sessions.RefreshAsync([], ct);
                await access.InvalidateAsync(null, ct);
                await CatchUpAsync(ct);
                updates.Publish(new("jobs", default), [LiveTopic.Jobs]);
                break;
            case SignalKind.Poll:
                await sessions.RefreshAsync([], ct);
                await access.RetryAsync(ct);
                await CatchUpAsync(ct);
                break;
        }
    }

    /// <summary>
    /// Tells what became visible since the last time, whatever its transaction's number: a long one elsewhere, such as an
    /// import, delays nobody's news and makes none be told again, and its own are told when it has committed.
    /// </summary>
    private async Task CatchUpAsync(CancellationToken ct)
    {
        var now = await WithDbAsync(db => db.Database.SqlQuery<string>($"select pg_current_snapshot()::text as \"Value\"").SingleAsync(ct), ct);
        if (caughtUpTo is { } before)    // what was there before the first time is no news
        {
            var rows = await ReadAsync(
                db => db.Set<EventRow>().FromSql(
                    $"""
                     select * from kernel.events
                     where transaction_id >= pg_snapshot_xmin({before}::pg_snapshot) and not pg_visible_in_snapshot(transaction_id, {before}::pg_snapshot)
                     """).OrderBy(e => e.TransactionId).Take(MostCaughtUp + 1), ct);
            if (rows.Count > MostCaughtUp) updates.PublishToAll(new(LiveUpdate.Resync, default));
            else Publish(rows);
        }

        caughtUpTo = now;
    }

    private Task<List<EventRow>> ReadAsync(Func<AppDbContext, IQueryable<EventRow>> query, CancellationToken ct) =>
        WithDbAsync(db => query(db).AsNoTracking().ToListAsync(ct), ct);

    private void Publish(IEnumerable<EventRow> rows)
    {
        foreach (var row in rows)
        {
            var record = new RecordRef(row.RecordKind, row.RecordId);
            List<string> topics = [LiveTopic.Record(record), LiveTopic.Everything(row.RecordKind), .. row.Audience.Select(p => LiveTopic.Person(row.RecordKind, p))];
            if (row.StructureId is { } structure) topics.Add(LiveTopic.Structure(row.RecordKind, structure));
            updates.Publish(new(row.Name, record), topics);
        }
    }

    private async Task<T> WithDbAsync<T>(Func<AppDbContext, Task<T>> read, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        return await read(db);
    }
}
