using System.ComponentModel;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Shared.Maintenance;

/// <summary>An intervention in a list.</summary>
public class InterventionItem
{
    [Description("Identifier of the intervention.")]
    public required Guid Id { get; init; }

    [Description("What people call it, such as INT-2026-000042.")]
    public required string Number { get; init; }

    [Description("In one line.")]
    public required string Title { get; init; }

    [Description("Corrective, preventive or curative.")]
    public required InterventionType Type { get; init; }

    [Description("State of the workflow.")]
    public required InterventionState State { get; init; }

    [Description("Why the work stands still, while it is on hold.")]
    public HoldReason? HoldReason { get; init; }

    [Description("How soon it is wanted.")]
    public required InterventionPriority Priority { get; init; }

    [Description("Whose equipment it is on.")]
    public required NamedRef Structure { get; init; }

    [Description("What is worked on.")]
    public NamedRef? Equipment { get; init; }

    [Description("The technician who leads the work.")]
    public NamedRef? Lead { get; init; }

    [Description("When it was opened.")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When the work is planned to begin.")]
    public DateTimeOffset? PlannedAt { get; init; }

    [Description("When it was closed or cancelled; null while it is open.")]
    public DateTimeOffset? EndedAt { get; init; }

    [Description("Raised by each edit of a person.")]
    public required long Version { get; init; }
}

/// <summary>An intervention as read by itself.</summary>
public sealed class InterventionResource : InterventionItem
{
    [Description("Markdown, as typed.")]
    public string? Description { get; init; }

    [Description("What was found and done, in words for the client.")]
    public string? Report { get; init; }

    [Description("What failures of one kind have in common, such as a component.")]
    public string? Symptom { get; init; }

    [Description("Marked as urgent.")]
    public bool IsUrgent { get; init; }

    [Description("How long the work is planned to last, in minutes.")]
    public int? PlannedMinutes { get; init; }

    [Description("The contract that it is counted on, for whoever may see contracts.")]
    public NamedRef? Contract { get; init; }

    [Description("When the work began first.")]
    public DateTimeOffset? StartedAt { get; init; }

    [Description("What the equipment was left as.")]
    public EquipmentOutcome? Outcome { get; init; }

    [Description("What it cost us, for whoever may see costs; null where nothing was done.")]
    public InterventionCostItem? Costs { get; init; }
    [Description("Since when it is read-only; null: it is not.")]
    public DateTimeOffset? ArchivedAt { get; init; }
}

/// <summary>A step of the workflow that one may take.</summary>
public sealed record InterventionTransition(
    [property: Description("Name of the step, as in the address that takes it.")] InterventionTrigger Trigger,
    [property: Description("State to which it leads.")] InterventionState To,
    [property: Description("Fields of the request that have to be filled.")] IReadOnlyList<string> Required);

/// <summary>What a step asks for.</summary>
public sealed class TakeInterventionStepRequest
{
    [Description("For `hold`: why the work stands still.")]
    public HoldReason? HoldReason { get; set; }

    [Description("For `close`: what was found and done.")]
    [OptionalText(InterventionLimits.TextMax)]
    public string? Report { get; set; }

    [Description("For `close`: from when the lead worked; with workedUntil, or neither.")]
    public DateTimeOffset? WorkedFrom { get; set; }

    [Description("For `close`: until when the lead worked.")]
    public DateTimeOffset? WorkedUntil { get; set; }

    [Description("For `cancel` and `hold`: why; kept in the timeline.")]
    [OptionalText(InterventionLimits.ReasonMax)]
    public string? Reason { get; set; }

    [Description("For `close` and `cancel`: what the equipment is left as.")]
    public EquipmentOutcome? Outcome { get; set; }
}

/// <summary>Gives an intervention to a technician.</summary>
public sealed class AssignInterventionBody
{
    [Description("The technician's account; null takes an intervention that has not begun from whoever has it.")]
    public Guid? LeadId { get; set; }
}

/// <summary>Says something on an intervention.</summary>
public sealed class AddInterventionCommentRequest
{
    [RequiredText(1, InterventionLimits.TextMax)]
    [Description("Markdown.")]
    public string Body { get; set; } = "";

    [Description("For those alone who may read internal notes.")]
    public bool IsInternal { get; set; }
}
