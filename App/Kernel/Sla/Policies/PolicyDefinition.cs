using System.Text.Json;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>What an agreement asks of a record: one of these values. Ids of a tree's nodes hold for what is below them.</summary>
public sealed record PolicyCondition(string Facet, IReadOnlyList<string> Values);

/// <summary>How long one clock may take. Exactly one of the two is given.</summary>
/// <param name="Minutes">Working time; 0 is due at once.</param>
/// <param name="Days">Working days after the day it starts, to their end.</param>
public sealed record PolicyTarget(string Clock, int? Minutes, int? Days)
{
    public ClockTarget Target => Days is { } days ? ClockTarget.OfWorkingDays(days) : ClockTarget.OfTime(TimeSpan.FromMinutes(Minutes ?? 0));
}

public enum StepAction
{
    /// <summary>Told, with what remains.</summary>
    Notify,

    /// <summary>Given to a group, a person, or whoever is on call.</summary>
    Reassign,

    /// <summary>One level up, and not beyond the highest.</summary>
    RaisePriority,
}

public enum StepReceiver
{
    Assignee,
    Group,

    /// <summary>Managers of the record's structure.</summary>
    Manager,

    /// <summary>Whoever the rota names at that instant; <c>ReceiverId</c> is the rota.</summary>
    OnCall,
    Person,
    Team,
}

/// <summary>What happens when a clock shows a percentage of its target; once a clock.</summary>
/// <param name="Clock">Null: any of the agreement's clocks.</param>
/// <param name="Percent">1 to 1000; 100 is the due date.</param>
/// <param name="ReceiverId">Of the person, the team or the rota.</param>
public sealed record PolicyStep(string? Clock, int Percent, StepAction Action, StepReceiver? Receiver = null, Guid? ReceiverId = null);

/// <summary>All that an agreement says, as it is stored and edited.</summary>
public sealed record PolicyDefinition
{
    /// <summary>Every one has to hold; none: it holds for all.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];
    public IReadOnlyList<PolicyTarget> Targets { get; init; } = [];
    public IReadOnlyList<PolicyStep> Steps { get; init; } = [];

    public ClockTarget? TargetOf(string clock) => Targets.FirstOrDefault(t => t.Clock == clock)?.Target;

    /// <summary>Percentages at which something happens to that clock, rising; the due date always is one.</summary>
    public IReadOnlyList<int> StepsOf(string clock) => [.. Steps.Where(s => s.Clock is null || s.Clock == clock).Select(s => s.Percent).Append(DuePercent).Distinct().Order()];

    public const int DuePercent = 100;

    public string ToJson() => JsonSerializer.Serialize(this, AppDbContext.EventJson);

    public static PolicyDefinition Parse(string json) => JsonSerializer.Deserialize<PolicyDefinition>(json, AppDbContext.EventJson)!;   // only ever written by ToJson
}
