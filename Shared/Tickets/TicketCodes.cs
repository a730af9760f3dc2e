namespace OpsFlux.Shared.Tickets;

/// <summary>Permission codes of the module, as API keys and hooks name them.</summary>
public static class TicketPermissions
{
    public const string View = "tickets.view.ticket";
    public const string Open = "tickets.open.ticket";
    public const string Comment = "tickets.comment.ticket";

    /// <summary>To read and write internal notes.</summary>
    public const string Note = "tickets.note.ticket";
    public const string Edit = "tickets.edit.ticket";
    public const string Assign = "tickets.assign.ticket";

    /// <summary>To take a ticket in charge, put it on hold and resume it.</summary>
    public const string Work = "tickets.work.ticket";
    public const string Resolve = "tickets.resolve.ticket";
    public const string Validate = "tickets.validate.ticket";
    public const string Reopen = "tickets.reopen.ticket";
    public const string Cancel = "tickets.cancel.ticket";
    public const string Rate = "tickets.rate.ticket";

    /// <summary>To merge tickets, undo it, and split one in two.</summary>
    public const string Merge = "tickets.merge.ticket";
    public const string Export = "tickets.export.ticket";

    /// <summary>To take tickets out of sight; bringing them back is <c>records.restore.record</c>.</summary>
    public const string Delete = "tickets.delete.ticket";

    /// <summary>To correct the working time of others.</summary>
    public const string CorrectTime = "tickets.correct.time";

    /// <summary>To say what tickets work by: categories and their forms, priorities, waiting reasons, shared canned replies, checklists.</summary>
    public const string Configure = "tickets.configure.ticket";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class TicketRefusals
{
    public const string NotClosed = "tickets.not-closed";
    public const string AlreadyRated = "tickets.already-rated";
    public const string NotRequester = "tickets.not-requester";
    public const string UnknownCategory = "tickets.unknown-category";
    public const string UnknownAssignee = "tickets.unknown-assignee";
    /// <summary>What one belongs to, or chose, is out of use.</summary>
    public const string StructureInactive = "tickets.structure-inactive";
    public const string UnknownGroup = "tickets.unknown-group";
    public const string UnknownWaitingReason = "tickets.unknown-waiting-reason";
    public const string IsOver = "tickets.is-over";
    public const string IsMerged = "tickets.is-merged";
    public const string TargetIsMerged = "tickets.target-is-merged";
    public const string TargetIsOver = "tickets.target-is-over";
    public const string UnknownTarget = "tickets.unknown-target";
    public const string MergeIntoItself = "tickets.merge-into-itself";
    public const string MergeUndone = "tickets.merge-undone";
    public const string UnmergeTooLate = "tickets.unmerge-too-late";
    public const string UnmergeOuterFirst = "tickets.unmerge-outer-first";
    public const string NothingToSplit = "tickets.nothing-to-split";
    public const string SplitTooLong = "tickets.split-too-long";
    public const string UnknownFilter = "tickets.unknown-filter";
    public const string LastWaitingReason = "tickets.last-waiting-reason";

    /// <summary>State or assignee changed since the form was opened: who, what, when.</summary>
    public const string MovedMeanwhile = "tickets.moved-meanwhile";

    /// <summary>Closed for longer than its structure allows reopening.</summary>
    public const string ReopenTooLate = "tickets.reopen-too-late";
    public const string ReopenNever = "tickets.reopen-never";

    /// <summary>What has to be done before resolving is not: how many items, and the first.</summary>
    public const string ChecklistIncomplete = "tickets.checklist-incomplete";
    public const string ChecklistRequired = "tickets.checklist-required";
    public const string ChecklistFull = "tickets.checklist-full";
}
