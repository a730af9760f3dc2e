using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>What is wrong with an agreement besides the form of its single values, as far as that is seen without the database.</summary>
internal static class PolicyCheck
{
    public const int PercentMax = 1000, DaysMax = 365, MinutesMax = 525_600, MinutesOfHourMax = 59, StepsMax = 40, ValuesMax = 200;

    /// <summary>Receivers to whom something can be given: the others are not one person or team.</summary>
    public static readonly IReadOnlyList<StepReceiver> Takers = [StepReceiver.OnCall, StepReceiver.Person, StepReceiver.Team];

    /// <summary>Whether one has to say which.</summary>
    public static bool IsNamed(StepReceiver? receiver) => receiver is StepReceiver.OnCall or StepReceiver.Person or StepReceiver.Team;

    /// <summary>Names under which a form shows what is wrong with one clock's target, or with what is asked of one facet.</summary>
    public static string TargetField(string clock) => $"Target-{clock}";

    public static string ConditionField(string facet) => $"Condition-{facet}";

    public static IEnumerable<FieldError> Of(SavePolicyRequest request, ClockedKind kind)
    {
        foreach (var error in request.Targets.SelectMany(t => Of(t, kind))) yield return error;
        if (request.Targets.TrueForAll(t => t.Unit is TargetUnit.None)) yield return new(nameof(request.Targets), "sla.no-target");
        foreach (var condition in request.Conditions)
        {
            if (!kind.Facets.Any(f => f.Code == condition.Facet)) yield return new(nameof(request.Conditions), "unknown-value");
            if (condition.Values.Count > ValuesMax) yield return new(ConditionField(condition.Facet), "too-many", ValuesMax);
        }

        if (request.Conditions.GroupBy(c => c.Facet).Any(c => c.Count() > 1)) yield return new(nameof(request.Conditions), "unknown-value");
        if (request.Steps.Count > StepsMax) yield return new(nameof(request.Steps), "too-many", StepsMax);
        foreach (var error in OfSteps(request, kind).Take(1)) yield return error with { Field = nameof(request.Steps) };
    }

    /// <param name="others">The agreement's other steps.</param>
    public static IEnumerable<FieldError> Of(PolicyStepRequest step, IEnumerable<PolicyStepRequest> others, ClockedKind kind)
    {
        if (step.Percent is null) yield return new(nameof(step.Percent), "required");
        else if (step.Percent is < 1 or > PercentMax) yield return new(nameof(step.Percent), "out-of-range", 1, PercentMax);
        else if (others.Any(o => IsSame(o.Step, step.Step))) yield return new(nameof(step.Percent), "sla.step-twice");
        if (step.Step.Clock is { } clock && !kind.Clocks.Contains(clock)) yield return new(nameof(step.Clock), "unknown-value");
        if (!Enum.IsDefined(step.Action)) yield return new(nameof(step.Action), "unknown-value");
        if (!step.TakesReceiver) yield break;
        if (step.Receiver is not { } receiver) yield return new(nameof(step.Receiver), "required");
        else if (!Enum.IsDefined(receiver) || (step.Action is StepAction.Reassign && !Takers.Contains(receiver))) yield return new(nameof(step.Receiver), "unknown-value");
        else if (IsNamed(receiver) && step.ReceiverId is null) yield return new(nameof(step.ReceiverId), "required");
    }

    private static IEnumerable<FieldError> OfSteps(SavePolicyRequest request, ClockedKind kind)
    {
        foreach (var (at, step) in request.Steps.Index())
        {
            foreach (var error in Of(step, request.Steps.Take(at), kind)) yield return error;
            if (step.Step.Clock is { } clock && !request.Targets.Exists(t => t.Clock == clock && t.Unit is not TargetUnit.None)) yield return new(nameof(request.Steps), "sla.step-no-target", step.Percent ?? 0);
        }
    }

    /// <summary>A record is given to one, and raised once, whatever it is.</summary>
    private static bool IsSame(PolicyStep a, PolicyStep b) => a.Action is StepAction.Notify ? a == b : (a.Clock, a.Percent, a.Action) == (b.Clock, b.Percent, b.Action);

    private static IEnumerable<FieldError> Of(PolicyTargetRequest target, ClockedKind kind)
    {
        var field = TargetField(target.Clock);
        if (!kind.Clocks.Contains(target.Clock) || !Enum.IsDefined(target.Unit)) yield return new(nameof(SavePolicyRequest.Targets), "unknown-value");
        else if (target.Unit is TargetUnit.WorkingDays && target.Days is null) yield return new(field, "required");
        else if (target.Unit is TargetUnit.WorkingDays && target.Days is < 1 or > DaysMax) yield return new(field, "out-of-range", 1, DaysMax);
        else if (target.Unit is TargetUnit.WorkingTime)
        {
            if (target.Hours is null && target.Minutes is null) yield return new(field, "required");
            else if (target.Minutes is < 0 or > MinutesOfHourMax) yield return new(field, "sla.minutes", MinutesOfHourMax);
            else if (target.Hours is < 0 or > MinutesMax / 60 || ((target.Hours ?? 0) * 60) + (target.Minutes ?? 0) > MinutesMax) yield return new(field, "sla.hours", MinutesMax / 60);
        }
    }
}
