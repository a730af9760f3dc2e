namespace OpsFlux.Shared.Kernel;

/// <summary>Leaves a clock out of the figures of compliance. The reason is kept in words, for whoever reads the figures.</summary>
public sealed class ExcludeClockRequest
{
    public Guid ClockId { get; set; }

    [RequiredText(5, SlaLimits.JustificationMax)]
    public string Reason { get; set; } = "";
}

/// <summary>Says why a clock was missed; it goes on counting as missed.</summary>
public sealed class JustifyBreachRequest
{
    public Guid ClockId { get; set; }

    [RequiredText(5, SlaLimits.JustificationMax)]
    public string Justification { get; set; } = "";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class ClockRefusals
{
    /// <summary>Nothing is agreed, or nothing is awaited any more: it counts in no figure.</summary>
    public const string NotCounted = "sla.not-counted";
    public const string AlreadyExcluded = "sla.already-excluded";
    public const string NotExcluded = "sla.not-excluded";
    public const string NotMissed = "sla.not-missed";
}
