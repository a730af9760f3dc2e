using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Events;

/// <summary>What an event is about.</summary>
/// <param name="Audience">People with a personal interest in it, for live updates.</param>
internal sealed record OutboxSubject(RecordRef Record, Guid? StructureId, long Version, Guid[] Audience);

/// <summary>Writes a record's events and their deliveries beside the change itself.</summary>
internal static class Outbox
{
    public static void Add(AppDbContext db, BusinessRecord record)
    {
        var subject = new OutboxSubject(record.Ref, record.StructureId, record.Version, [.. record.Audience.Distinct()]);
        foreach (var happened in record.RaisedEvents) Add(db, happened, subject);
    }

    /// <summary>Told when <paramref name="db"/> is saved.</summary>
    public static void Add(AppDbContext db, IEvent happened, OutboxSubject subject)
    {
        var now = db.Clock.GetUtcNow();
        var row = new EventRow
        {
            Id = Guid.CreateVersion7(),
            Name = EventNameAttribute.Of(happened.GetType()),
            At = now,
            ActorId = db.Actor.Id,
            ActorName = db.Actor.DisplayName,
            ActingForId = db.Actor.ActingFor?.Id,
            Correlation = db.Actor.Correlation,
            StructureId = subject.StructureId,
            RecordKind = subject.Record.Kind,
            RecordId = subject.Record.Id,
            RecordVersion = subject.Version,
            Audience = subject.Audience,
            Data = JsonSerializer.Serialize(happened, happened.GetType(), AppDbContext.EventJson),
        };
        db.Add(row);
        foreach (var subscription in db.Catalog.Subscriptions[row.Name])
            db.Add(new EventDelivery { EventId = row.Id, Handler = subscription.Handler, NextAttemptAt = now });
    }

    /// <summary>Wakes the listeners of every instance when the current transaction commits.</summary>
    public static Task SignalAsync(AppDbContext db, Signal signal, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_notify({Signal.Channel}, {signal.ToString()})", ct);
}
