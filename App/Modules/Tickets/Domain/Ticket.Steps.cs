using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>What each step of the workflow does to the ticket. Whether a step may be taken is the table's business.</summary>
public sealed partial class Ticket
{
    /// <summary>Takes a step that the workflow answered for this ticket.</summary>
    /// <param name="stops">Of a step that makes it wait: codes of the clocks that stand still meanwhile.</param>
    public void Move(Transition<Ticket, TicketState, TicketTrigger> step, MoveTicketRequest request, Guid actor, DateTimeOffset now, IReadOnlyList<string>? stops = null)
    {
        if (WaitingReason is { } former) ResumeClocks(former, now);
        switch (step.Trigger)
        {
            case TicketTrigger.Start:
                Start(actor, now);
                break;
            case TicketTrigger.Wait:
                WaitingReason = request.WaitingReason;
                PauseClocks(request.WaitingReason ?? "", stops ?? [], now);
                break;
            case TicketTrigger.Resolve:
                (Solution, ResolvedAt) = (request.Solution?.Trim(), now);
                StopClocks(now);
                break;
            case TicketTrigger.Validate or TicketTrigger.Cancel:
                ClosedAt = now;
                GiveUpClocks(Over, now);
                break;
            case TicketTrigger.Reopen:
                (ResolvedAt, ClosedAt) = (null, null);
                (Score, ScoreComment, RatedAt) = (null, null, null);   // given again once it is closed again; the former one stays in the timeline
                ReopenCount++;
                Mark(TicketClocks.Resolution, ClockFactKind.Restarted, now);
                break;
        }

        if (step.Trigger != TicketTrigger.Wait) WaitingReason = null;
        Enter(step.To, step.Trigger, step.Trigger == TicketTrigger.Resolve ? request.Solution : request.Reason);
    }

    /// <summary>Closes what was resolved and nobody came back to for <paramref name="days"/> days. The requester may still rate and reopen.</summary>
    public void Expire(Transition<Ticket, TicketState, TicketTrigger> step, int days, DateTimeOffset now)
    {
        ClosedAt = now;
        GiveUpClocks(Over, now);
        Enter(step.To, step.Trigger, null, $"Closing.NoAnswer|{days}");
    }

    /// <summary>Gives the ticket to a person or a group. <paramref name="reason"/> says why when the system chose.</summary>
    /// <param name="groupId">Null keeps the group, unless <paramref name="withoutGroup"/>.</param>
    public void AssignTo(Guid? assigneeId, Guid? groupId, string? reason, bool withoutGroup = false)
    {
        if (AssigneeId is not null && AssigneeId != assigneeId) ReassignmentCount++;
        var before = AssigneeId ?? GroupId;
        formerAssigneeId = AssigneeId;
        (AssigneeId, GroupId) = (assigneeId, withoutGroup ? null : groupId ?? GroupId);
        Log(new()
        {
            Kind = TimelineKind.Assigned,
            Field = assigneeId is null ? nameof(GroupId) : nameof(AssigneeId),
            OldValue = before?.ToString(),
            NewValue = (AssigneeId ?? GroupId)?.ToString(),
            Reason = reason,
        });
        Raise(new TicketAssigned(Id, RequesterId, AssigneeId, GroupId));
        if (WaitingReason is { } former) ResumeClocks(former, at: null);
        WaitingReason = null;
        if (State != TicketState.Assigned) Enter(TicketState.Assigned, TicketTrigger.Assign, null);
    }

    /// <summary>Leaves the ticket, still new, with a group in which nobody could be chosen. <paramref name="reason"/> says so.</summary>
    public void RouteTo(Guid groupId, string reason)
    {
        GroupId = groupId;
        Log(new() { Kind = TimelineKind.Assigned, Field = nameof(GroupId), NewValue = groupId.ToString(), Reason = reason });
        Raise(new TicketAssigned(Id, RequesterId, null, groupId));
    }

    private void Start(Guid actor, DateTimeOffset now)
    {
        StartedAt ??= now;
        Mark(TicketClocks.TakeCharge, ClockFactKind.Stopped, now);
        if (AssigneeId == actor) return;
        if (AssigneeId is not null) ReassignmentCount++;
        Log(new() { Kind = TimelineKind.Assigned, Field = nameof(AssigneeId), OldValue = AssigneeId?.ToString(), NewValue = actor.ToString() });
        (formerAssigneeId, AssigneeId) = (AssigneeId, actor);
    }

    private void Enter(TicketState to, TicketTrigger trigger, string? said, string? reason = null)
    {
        var from = State;
        State = to;
        Log(new()
        {
            Kind = trigger == TicketTrigger.Reopen ? TimelineKind.Reopened : TimelineKind.StateChanged,
            Field = nameof(State),
            OldValue = from.ToString(),
            NewValue = to.ToString(),
            Reason = WaitingReason is null ? reason : $"WaitingReason.{WaitingReason}",
            Body = string.IsNullOrWhiteSpace(said) ? null : said.Trim(),
        });
        Raise(new TicketMoved(Id, RequesterId, AssigneeId, GroupId, from, to, trigger, WaitingReason));
    }
}
