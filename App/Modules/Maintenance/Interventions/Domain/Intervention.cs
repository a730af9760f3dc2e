using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Domain;

/// <summary>Work on equipment, or at a client's: belongs to the structure whose equipment it is.</summary>
public sealed partial class Intervention : BusinessRecord, IOwnedRecord<Intervention>
{
    public const string RecordKind = "intervention";

    /// <summary>Whoever loses it in this save hears of it too, so that it leaves his list.</summary>
    private Guid? formerLeadId;

    public override string Kind => RecordKind;
    public override DateTimeOffset NumberedAt => OpenedAt;
    public override IEnumerable<Guid> Audience => new[] { RequesterId, LeadId, formerLeadId }.OfType<Guid>();

    public required string Title { get; set; }

    /// <summary>Markdown, as typed.</summary>
    public string? Description { get; set; }
    public InterventionType Type { get; set; }
    public InterventionPriority Priority { get; set; } = InterventionPriority.Normal;
    public bool IsUrgent { get; set; }
    public InterventionState State { get; private set; } = InterventionState.Open;
    public Guid? EquipmentId { get; set; }
    public Guid? SiteId { get; set; }
    public Guid? ContractId { get; set; }

    /// <summary>Who asked for it, or made it.</summary>
    public required Guid RequesterId { get; init; }

    /// <summary>The person who leads the work: a technician's account.</summary>
    public Guid? LeadId { get; private set; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the work is planned to begin.</summary>
    public DateTimeOffset? PlannedAt { get; set; }
    public int? PlannedMinutes { get; set; }

    /// <summary>First time somebody began.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Closed or cancelled. Null while it is open, which the partial indexes rely on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public HoldReason? HoldReason { get; private set; }

    /// <summary>Times the work began or went on: more than once is no fix at the first visit.</summary>
    public int Visits { get; private set; }

    /// <summary>What was found and done, in words for the client.</summary>
    public string? Report { get; private set; }

    /// <summary>What failures of one kind have in common: a component, a symptom. First-time fix is judged by it.</summary>
    public string? Symptom { get; set; }
    public EquipmentOutcome? Outcome { get; private set; }

    /// <summary>Read-only from then on.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    public static Expression<Func<Intervention, bool>> OwnedBy(Guid userId) => i => i.LeadId == userId || i.RequesterId == userId;

    public bool IsOwnedBy(Guid userId) => LeadId == userId || RequesterId == userId;

    /// <summary>Opens one at <paramref name="now"/>; its equipment, contract and lead are the caller's to check.</summary>
    public static Intervention Create(CreateInterventionRequest request, Guid requesterId, Guid structureId, DateTimeOffset now)
    {
        var intervention = new Intervention
        {
            Title = TypedText.OneLine(request.Title),
            Description = TypedText.OrNull(request.Description),
            Type = request.Type,
            Priority = request.Priority,
            IsUrgent = request.IsUrgent,
            EquipmentId = request.EquipmentId,
            SiteId = request.SiteId,
            ContractId = request.ContractId,
            PlannedAt = request.PlannedAt,
            PlannedMinutes = request.PlannedMinutes,
            Symptom = TypedText.OrNull(request.Symptom),
            RequesterId = requesterId,
            StructureId = structureId,
            OpenedAt = now,
            CreatedAt = now,
        };
        intervention.Log(new() { Kind = TimelineKind.Opened, Body = intervention.Description });
        intervention.Raise(new InterventionCreated(intervention.Id, requesterId, intervention.EquipmentId, intervention.Type, intervention.Priority));
        return intervention;
    }

    /// <summary>Brings one that is over from elsewhere, as facts: no workflow, no event, no line but its beginning and end.</summary>
    public static Intervention Replay(CreateInterventionRequest request, Guid requesterId, Guid structureId, DateTimeOffset openedAt, DateTimeOffset endedAt, string? report)
    {
        var intervention = Create(request, requesterId, structureId, openedAt);
        intervention.ClearPending();
        (intervention.State, intervention.StartedAt, intervention.EndedAt, intervention.Visits, intervention.Report) = (InterventionState.Closed, openedAt, endedAt, 1, TypedText.OrNull(report));
        intervention.Log(new() { Kind = TimelineKind.Opened, At = openedAt, Body = intervention.Description });
        intervention.Log(new() { Kind = TimelineKind.StateChanged, At = endedAt, Field = nameof(State), OldValue = nameof(InterventionState.Open), NewValue = nameof(InterventionState.Closed) });
        return intervention;
    }

    /// <summary>Takes a step that the workflow answered for this intervention.</summary>
    /// <param name="outcome">What the equipment is left as, where the step ends the work.</param>
    public void Move(Transition<Intervention, InterventionState, InterventionTrigger> step, MoveInterventionRequest request, DateTimeOffset now, EquipmentOutcome? outcome)
    {
        var from = State;
        State = step.To;
        HoldReason = step.To == InterventionState.OnHold ? request.HoldReason : null;
        if (step.To == InterventionState.InProgress)
        {
            StartedAt ??= now;
            Visits++;
        }

        if (step.To is InterventionState.Closed or InterventionState.Cancelled) (EndedAt, Outcome) = (now, outcome);
        if (step.To == InterventionState.Closed) Report = request.Report?.Trim();
        Log(new()
        {
            Kind = TimelineKind.StateChanged,
            Field = nameof(State),
            OldValue = from.ToString(),
            NewValue = step.To.ToString(),
            Reason = HoldReason is { } why ? $"HoldReason.{why}" : null,
            Body = TypedText.OrNull(step.To == InterventionState.Closed ? request.Report : request.Reason),
        });
        Raise(new InterventionMoved(Id, RequesterId, LeadId, from, step.To, step.Trigger));
    }

    /// <summary>Gives it to a person, or takes it from whoever had it. <paramref name="reason"/> says why when the system chose.</summary>
    public void AssignTo(Guid? leadId, string? reason)
    {
        if (leadId == LeadId) return;
        Log(new() { Kind = TimelineKind.Assigned, Field = nameof(LeadId), OldValue = LeadId?.ToString(), NewValue = leadId?.ToString(), Reason = reason });
        (formerLeadId, LeadId) = (LeadId, leadId);
        Raise(new InterventionAssigned(Id, RequesterId, LeadId));
    }

    public void Comment(string body, bool isInternal)
    {
        Log(new() { Kind = isInternal ? TimelineKind.InternalNote : TimelineKind.Comment, Body = body.Trim(), IsInternal = isInternal });
        Raise(new InterventionCommented(Id, RequesterId, LeadId, isInternal));
    }
}
