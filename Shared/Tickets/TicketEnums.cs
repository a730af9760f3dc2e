namespace OpsFlux.Shared.Tickets;

/// <summary>ITIL 4: something is broken, or something is wanted.</summary>
public enum TicketKind
{
    Incident,
    ServiceRequest,
}

public enum TicketState
{
    New,
    Assigned,
    InProgress,
    Waiting,
    Resolved,
    Closed,
    Cancelled,
}

/// <summary>The steps of the ticket's workflow. Reopening is a step, not a state.</summary>
public enum TicketTrigger
{
    Assign,
    Start,
    Wait,
    Resume,
    Resolve,
    Validate,
    Reopen,
    Cancel,

    /// <summary>Nobody came back to a resolved ticket in time: taken by the system alone.</summary>
    Expire,
}

/// <summary>How many are hindered: set by the agent.</summary>
public enum Impact
{
    High,
    Medium,
    Low,
}

/// <summary>How soon it hurts: set by the requester.</summary>
public enum Urgency
{
    High,
    Medium,
    Low,
}

/// <summary>1 is the most pressing. Comes from impact and urgency by the matrix; imports keep the source's.</summary>
public enum Priority
{
    Critical = 1,
    High = 2,
    Normal = 3,
    Low = 4,
    VeryLow = 5,
}
