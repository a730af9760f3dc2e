using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>An agreement as somebody wants it. Without an id a new one.</summary>
public sealed class SavePolicyRequest
{
    public Guid? Id { get; set; }
    public long Version { get; set; }

    [RequiredText(1, SlaLimits.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>Never changes once it is saved.</summary>
    public string RecordKind { get; set; } = "";

    /// <summary>Null: the calendar of the record's structure.</summary>
    public Guid? CalendarId { get; set; }
    public bool IsActive { get; set; } = true;
    public List<PolicyConditionRequest> Conditions { get; set; } = [];
    public List<PolicyTargetRequest> Targets { get; set; } = [];
    public List<PolicyStepRequest> Steps { get; set; } = [];
}

/// <summary>Without values nothing is asked.</summary>
public sealed class PolicyConditionRequest
{
    public string Facet { get; set; } = "";
    public List<string> Values { get; set; } = [];
}

public enum TargetUnit
{
    /// <summary>Nothing is agreed.</summary>
    None,
    WorkingTime,
    WorkingDays,
}

public sealed class PolicyTargetRequest
{
    public string Clock { get; set; } = "";
    public TargetUnit Unit { get; set; }

    /// <summary>Hours and minutes are added up; empty counts as 0, both empty as nothing said.</summary>
    public int? Hours { get; set; }
    public int? Minutes { get; set; }
    public int? Days { get; set; }

    /// <summary>Null: nothing is agreed. Of what <see cref="PolicyCheck"/> let pass.</summary>
    public PolicyTarget? Target => Unit switch
    {
        TargetUnit.WorkingTime => new(Clock, ((Hours ?? 0) * 60) + (Minutes ?? 0), null),
        TargetUnit.WorkingDays => new(Clock, null, Days),
        _ => null,
    };

    public static PolicyTargetRequest Of(string clock, PolicyTarget? target) => target switch
    {
        { Days: { } days } => new() { Clock = clock, Unit = TargetUnit.WorkingDays, Days = days },
        { Minutes: { } minutes } => new() { Clock = clock, Unit = TargetUnit.WorkingTime, Hours = minutes / 60, Minutes = minutes % 60 },
        _ => new() { Clock = clock },
    };
}

public sealed class PolicyStepRequest
{
    /// <summary>Null: any of the agreement's clocks.</summary>
    public string? Clock { get; set; }
    public int? Percent { get; set; }
    public StepAction Action { get; set; }
    public StepReceiver? Receiver { get; set; }
    public Guid? ReceiverId { get; set; }

    /// <summary>What does not belong to the action or the receiver is left out.</summary>
    public PolicyStep Step => new(
        string.IsNullOrEmpty(Clock) ? null : Clock, Percent ?? 0, Action, TakesReceiver ? Receiver : null, TakesReceiver && PolicyCheck.IsNamed(Receiver) ? ReceiverId : null);

    public bool TakesReceiver => Action is not StepAction.RaisePriority;

    public static PolicyStepRequest Of(PolicyStep step) => new() { Clock = step.Clock, Percent = step.Percent, Action = step.Action, Receiver = step.Receiver, ReceiverId = step.ReceiverId };
}
