namespace OpsFlux.Shared.Maintenance;

public enum ClientStatus
{
    Prospect,
    Active,
    Suspended,
    Former,
}

public enum ContractType
{
    PreventiveMaintenance,
    Corrective,

    /// <summary>Preventive and corrective.</summary>
    Full,
}

public enum ContractState
{
    Draft,
    Active,
    Expired,
    Terminated,
}

public enum TechnicianState
{
    Available,
    Busy,
    OnLeave,
    Training,
    Unavailable,
}

/// <summary>The steps of a technician's availability. Beginning and ending work come from interventions, and from nobody's hand.</summary>
public enum TechnicianTrigger
{
    StartWork,
    CompleteWork,
    TakeLeave,
    StartTraining,
    BecomeUnavailable,
    Return,
    ExtendLeave,
}

public enum InterventionType
{
    Corrective,
    Preventive,
    Curative,
}

public enum InterventionPriority
{
    Critical = 1,
    High = 2,
    Normal = 3,
}

public enum InterventionState
{
    Open,
    InProgress,
    OnHold,
    Closed,
    Cancelled,
}

public enum InterventionTrigger
{
    Start,
    Hold,
    Resume,
    Close,
    Cancel,
}

/// <summary>Why work stands still.</summary>
public enum HoldReason
{
    Parts,
    Access,
    Client,
    Supplier,
    Safety,
    Weather,
}

/// <summary>What the work left the equipment as.</summary>
public enum EquipmentOutcome
{
    Works,

    /// <summary>A problem was discovered that was not solved.</summary>
    BrokenDown,
    BeyondRepair,
}
