using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>An agreement on how long things may take, for those records of one kind that it asks for.</summary>
public sealed class SlaPolicy : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>Kind of record, such as "ticket".</summary>
    public required string RecordKind { get; init; }

    /// <summary>Null: the calendar of the record's structure.</summary>
    public Guid? CalendarId { get; set; }

    /// <summary>A <see cref="PolicyDefinition"/>.</summary>
    public required string Definition { get; set; }

    /// <summary>Out of use, it is chosen no more; clocks that have it go on by it.</summary>
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}
