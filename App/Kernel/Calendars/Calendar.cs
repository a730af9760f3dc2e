using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Calendars;

/// <summary>When a part of the organisation works. What counts is its current version; earlier ones stay for what was measured by them.</summary>
public sealed class Calendar : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required Guid CurrentId { get; set; }
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

/// <summary>One state of a calendar, for ever: time measured by it can be measured again and gives the same.</summary>
public sealed class CalendarVersion : IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CalendarId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>A <see cref="CalendarDefinition"/>, feasts known for certain at that moment included.</summary>
    public required string Definition { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }

    /// <summary>Code of the feast whose confirmation made this version; null for an edit.</summary>
    public string? Feast { get; init; }
}

/// <summary>The calendar a structure and those below it work by; without a structure, the organisation's.</summary>
public sealed class CalendarChoice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? StructureId { get; init; }
    public required Guid CalendarId { get; set; }
}

/// <summary>The first day of a lunar feast, as it was announced.</summary>
public sealed class FeastConfirmation : IVersioned
{
    public required string Feast { get; init; }
    public required int LunarYear { get; init; }
    public required DateOnly Date { get; set; }
    public long Version { get; set; } = 1;
}
