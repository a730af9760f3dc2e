namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>A corrective event with loss of function.</summary>
/// <param name="EquipmentId">What failed: a machine, or a component of it.</param>
/// <param name="IsTimed">Whether it is recorded how long the repair took.</param>
public readonly record struct Failure(Guid EquipmentId, DateTimeOffset At, bool IsTimed);

/// <summary>A stretch during which the equipment did not work.</summary>
/// <param name="To">Null: it goes on.</param>
/// <param name="IsPlanned">Agreed beforehand: it counts against operational availability alone.</param>
public readonly record struct DownSpan(DateTimeOffset From, DateTimeOffset? To, bool IsPlanned = false);

/// <summary>What a repair consists of. Of two at the same instant the later one here counts: who repairs waits for nothing.</summary>
public enum RepairPhase
{
    WaitingForAccess,
    WaitingForParts,
    WaitingForPeople,
    Detection,
    Restart,
    Repair,
}

/// <summary>A stretch of a repair, told apart.</summary>
/// <param name="To">Null: it goes on.</param>
public readonly record struct PhaseSpan(RepairPhase Phase, DateTimeOffset From, DateTimeOffset? To);

/// <summary>What is recorded of a machine or of a component; it may reach beyond the period that is asked for.</summary>
public sealed record History
{
    public IReadOnlyList<Failure> Failures { get; init; } = [];
    public IReadOnlyList<DownSpan> Downs { get; init; } = [];
    public IReadOnlyList<PhaseSpan> Phases { get; init; } = [];
}
