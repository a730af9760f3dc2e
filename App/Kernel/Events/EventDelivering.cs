using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Events;

/// <summary>Claims one due delivery, calls its handler, records the outcome. The claim is a row lock held for the length of the handler.</summary>
public sealed class EventDelivering(
    IDbContextFactory<AppDbContext> dbs, ModuleCatalog catalog, IServiceProvider services, TimeProvider clock, ILogger<EventDelivering> log)
{
    private const int LastAttempt = 8;

    /// <summary>False when nothing is due.</summary>
    public async Task<bool> DeliverNextAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var claim = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var delivery = await db.Set<EventDelivery>().FromSql(
            $"""
             select * from kernel.event_deliveries where state = 'Pending' and next_attempt_at <= {now}
             order by next_attempt_at, event_id limit 1 for update skip locked
             """).SingleOrDefaultAsync(ct);
        if (delivery is null) return false;

        var row = await db.Set<EventRow>().AsNoTracking().SingleAsync(e => e.Id == delivery.EventId, ct);
        delivery.Attempts++;
        try
        {
            await HandleAsync(row, delivery.Handler, ct);
            (delivery.State, delivery.DoneAt, delivery.Error) = (DeliveryState.Done, now, null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Postpone(delivery, e, now);
        }

        await db.SaveChangesAsync(ct);
        await claim.CommitAsync(ct);
        return true;
    }

    private void Postpone(EventDelivery delivery, Exception error, DateTimeOffset now)
    {
        delivery.Error = error.Message;
        delivery.NextAttemptAt = now + TimeSpan.FromSeconds(Math.Pow(2, delivery.Attempts));
        if (delivery.Attempts >= LastAttempt) delivery.State = DeliveryState.Failed;
        log.LogError(error, "Handler {Handler} failed on event {EventId}, attempt {Attempt}", delivery.Handler, delivery.EventId, delivery.Attempts);
    }

    private Task HandleAsync(EventRow row, string handler, CancellationToken ct)
    {
        // A handler that a newer release renamed or removed has nothing left to do here.
        var subscription = catalog.Subscriptions[row.Name].FirstOrDefault(s => s.Handler == handler);
        if (subscription is null) return Task.CompletedTask;

        var call = typeof(EventDelivering).GetMethod(nameof(CallAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
        return (Task)call.MakeGenericMethod(subscription.EventType).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [row, subscription.HandlerType, ct], null)!;
    }

    private Task CallAsync<TEvent>(EventRow row, Type handlerType, CancellationToken ct) where TEvent : IEvent
    {
        var data = JsonSerializer.Deserialize<TEvent>(row.Data, AppDbContext.EventJson)
            ?? throw new InvalidOperationException($"Event {row.Id} has no data");
        var envelope = new Envelope<TEvent>(
            row.Id, row.At, row.ActorId, row.ActorName, row.Correlation, row.StructureId, new RecordRef(row.RecordKind, row.RecordId), row.RecordVersion, data) { ActingForId = row.ActingForId };
        return ((IEventHandler<TEvent>)services.GetRequiredService(handlerType)).HandleAsync(envelope, ct);
    }
}
