using OpsFlux.Kernel.Data;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>Who bears what a line counts.</summary>
public enum ConsumptionBearing
{
    /// <summary>A pot of the contract.</summary>
    Pot,

    /// <summary>Nobody yet: it is to be quoted.</summary>
    Quote,

    /// <summary>The contract as a whole, which does not count such units.</summary>
    Uncounted,
}

/// <summary>
/// What was counted against a contract, for ever. A correction is a line that takes back (<see cref="ReversesId"/>) and, where
/// something remains, a new one. An entry that several pots bear is several lines with one <see cref="EntryId"/>.
/// </summary>
public sealed class ConsumptionLine : IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ContractId { get; init; }

    /// <summary>Null: counted by hand.</summary>
    public Guid? InterventionId { get; init; }

    /// <summary>What belongs together and is corrected together.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>The line that this one takes back.</summary>
    public Guid? ReversesId { get; init; }
    public required ConsumptionKind Kind { get; init; }

    /// <summary>Day of the work, by which pots and forecast go.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Day on which it was written, by which statements go: one that was handed over never changes.</summary>
    public required DateOnly BookedOn { get; init; }
    public required ContractUnit Unit { get; init; }

    /// <summary>Negative where it takes back.</summary>
    public required decimal Units { get; init; }
    public required ConsumptionBearing Bearing { get; init; }

    /// <summary>The contract itself, for what is included in it, or one of its extra pots.</summary>
    public Guid? PotId { get; init; }
    public Guid? ScaleVersionId { get; init; }
    public Guid? PersonId { get; init; }

    /// <summary>A <see cref="ConsumptionDetail"/>: what it was counted from.</summary>
    public required string Detail { get; init; }

    /// <summary>Why it was corrected.</summary>
    public string? Reason { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }
}

/// <summary>An extra pot, bought beside what the contract includes; never changed.</summary>
public sealed class ContractPot : IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ContractId { get; init; }
    public required ContractUnit Unit { get; init; }
    public required decimal Granted { get; init; }
    public DateOnly? From { get; init; }

    /// <summary>Last day; null: as long as the contract.</summary>
    public DateOnly? To { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }
}

/// <summary>An alert that was told, so that it is told once.</summary>
public sealed class ContractAlert : IAppendOnly
{
    public required Guid ContractId { get; init; }

    /// <summary>The unit that is used up, or what approaches: see <c>ContractAlertTopics</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>First day of the term it is about: a contract that was renewed begins anew.</summary>
    public required DateOnly Term { get; init; }

    /// <summary>Percent, or days before the end.</summary>
    public required int Step { get; init; }
    public DateTimeOffset At { get; init; }
}
