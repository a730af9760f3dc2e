using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Events;

/// <summary>
/// A fact in the past tense, named by an <see cref="EventNameAttribute"/>. Fields are added, never renamed: hooks and
/// webhooks filter on them.
/// </summary>
public interface IEvent;

/// <summary><c>module.object.verb</c> in the past, such as tickets.ticket.opened: public and stable.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name => name;

    public static string Of(Type eventType) =>
        eventType.GetCustomAttributes(typeof(EventNameAttribute), inherit: false) is [EventNameAttribute attribute]
            ? attribute.Name
            : throw new InvalidOperationException($"{eventType.Name} is an event without a name");
}

/// <summary>An event with what every reader needs besides its data. Delivered at least once, after commit.</summary>
/// <param name="Version">The record's version after the change.</param>
public sealed record Envelope<TEvent>(
    Guid Id, DateTimeOffset At, Guid? ActorId, string? ActorName, string Correlation, Guid? StructureId, RecordRef Record, long Version, TEvent Data)
    where TEvent : IEvent
{
    /// <summary>Whose delegated permission the act rested on.</summary>
    public Guid? ActingForId { get; init; }
}

/// <summary>Reacts to an event. Must be idempotent: a crash between its work and the acknowledgement delivers again.</summary>
public interface IEventHandler<TEvent> where TEvent : IEvent
{
    Task HandleAsync(Envelope<TEvent> envelope, CancellationToken ct);
}
