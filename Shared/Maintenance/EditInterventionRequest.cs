using System.ComponentModel;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Changes fields, each against the value that its author saw.</summary>
public sealed class EditInterventionRequest : InterventionRequest
{
    public IReadOnlyList<FieldChange> Changes { get; set; } = [];

    /// <summary>Refuses where anything was edited since <see cref="InterventionRequest.Version"/>, instead of merging.</summary>
    public bool OnlyThisVersion { get; set; }
}

/// <summary>Fields of an intervention to change, as a JSON merge patch.</summary>
public sealed class InterventionPatch
{
    [Description("In one line, 5 to 200 characters.")]
    public string? Title { get; set; }

    [Description("Markdown; null clears it.")]
    public string? Description { get; set; }

    [Description("Kind of work.")]
    public InterventionType? Type { get; set; }

    [Description("How much it matters.")]
    public InterventionPriority? Priority { get; set; }

    [Description("When the work is planned to begin; null clears it.")]
    public DateTimeOffset? PlannedAt { get; set; }

    [Description("Marked as urgent.")]
    public bool? IsUrgent { get; set; }

    [Description("How long the work is planned to last, in minutes; null clears it.")]
    public int? PlannedMinutes { get; set; }

    [Description("A site of its structure; null clears it.")]
    public Guid? SiteId { get; set; }

    [Description("An active contract that covers it; null clears it.")]
    public Guid? ContractId { get; set; }

    [Description("What failures of one kind have in common, such as a component; null clears it.")]
    public string? Symptom { get; set; }
}
