using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

public static class InterventionLimits
{
    public const int TitleMin = 5;
    public const int TitleMax = 200;
    public const int TextMax = 20_000;
    public const int ReasonMax = 2_000;
    public const int SymptomMax = 60;

    /// <summary>Of a number or an identifier.</summary>
    public const int NumberMax = 40;

    /// <summary>Thirty days.</summary>
    public const int MinutesMax = 43_200;
}

/// <summary>Opens an intervention on equipment or, without one, at a client's site. Its structure is that of the equipment, else the one named.</summary>
public sealed class CreateInterventionRequest
{
    [RequiredText(InterventionLimits.TitleMin, InterventionLimits.TitleMax)]
    public string Title { get; set; } = "";

    [OptionalText(InterventionLimits.TextMax)]
    public string? Description { get; set; }

    [DeclaredValue]
    public InterventionType Type { get; set; }

    [DeclaredValue]
    public InterventionPriority Priority { get; set; } = InterventionPriority.Normal;

    public bool IsUrgent { get; set; }

    public Guid? EquipmentId { get; set; }

    /// <summary>Whose it is where no equipment is named; else that of the equipment counts.</summary>
    public Guid? StructureId { get; set; }

    public Guid? SiteId { get; set; }

    public Guid? ContractId { get; set; }

    /// <summary>A technician's account.</summary>
    public Guid? LeadId { get; set; }

    public DateTimeOffset? PlannedAt { get; set; }

    [Range(1, InterventionLimits.MinutesMax, ErrorMessage = "out-of-range")]
    public int? PlannedMinutes { get; set; }

    /// <summary>What failures of one kind have in common, such as a component.</summary>
    [OptionalText(InterventionLimits.SymptomMax)]
    public string? Symptom { get; set; }

    /// <summary>The equipment stands still because of what is to be mended: it is broken down from now on.</summary>
    public bool IsBreakdown { get; set; }

    /// <summary>Number of an open ticket that becomes this intervention: its requester, what was said on it and its files go along, and it ends with the intervention.</summary>
    [OptionalText(InterventionLimits.NumberMax)]
    public string? FromTicket { get; set; }
}

/// <summary>What every action on an intervention names: the intervention, and the version the user was looking at.</summary>
public abstract class InterventionRequest
{
    public Guid InterventionId { get; set; }

    public long Version { get; set; }
}

/// <summary>Takes a step of the workflow. Which of the texts are required is said by the workflow's table.</summary>
public sealed class MoveInterventionRequest : InterventionRequest
{
    [DeclaredValue]
    public InterventionTrigger Trigger { get; set; }

    public HoldReason? HoldReason { get; set; }

    /// <summary>When closing: what was found and done.</summary>
    [OptionalText(InterventionLimits.TextMax)]
    public string? Report { get; set; }

    /// <summary>When closing: from when the lead worked; with <see cref="WorkedUntil"/>, or neither.</summary>
    public DateTimeOffset? WorkedFrom { get; set; }

    /// <summary>When closing: until when the lead worked; not before <see cref="WorkedFrom"/>, at most a day after it, not in the future, and not while he worked elsewhere.</summary>
    public DateTimeOffset? WorkedUntil { get; set; }

    /// <summary>Why it is cancelled or put on hold.</summary>
    [OptionalText(InterventionLimits.ReasonMax)]
    public string? Reason { get; set; }

    /// <summary>
    /// When the work ends: what the equipment is left as. Null: it works; or, for cancelled work on equipment that had broken
    /// down, it is broken down still. Counts where no other work on it goes on.
    /// </summary>
    public EquipmentOutcome? Outcome { get; set; }
}

/// <summary>Gives the intervention to a technician; null takes it from whoever has it, which no running work allows.</summary>
public sealed class AssignInterventionRequest : InterventionRequest
{
    public Guid? LeadId { get; set; }
}

/// <summary>Says something on an intervention.</summary>
public sealed class CommentInterventionRequest : InterventionRequest
{
    [RequiredText(1, InterventionLimits.TextMax)]
    public string Body { get; set; } = "";

    public bool IsInternal { get; set; }
}
