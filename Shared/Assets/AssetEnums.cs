namespace OpsFlux.Shared.Assets;

/// <summary>Where equipment stands from its order to its end, whether it works or not.</summary>
public enum LifeCycle
{
    Ordered,
    InStock,
    InUse,
    InRepair,
    Retired,
}

/// <summary>Whether equipment works (EN 13306: up state, down states).</summary>
public enum OperatingState
{
    Operational,
    Maintenance,
    BrokenDown,

    /// <summary>Beyond repair: what is left is to decommission it, which ends its life cycle.</summary>
    OutOfService,
}

/// <summary>The steps of the operating state.</summary>
public enum OperatingTrigger
{
    StartMaintenance,
    BreakDown,
    CompleteMaintenance,
    DiscoverProblem,
    StartRepair,
    GiveUp,
}

/// <summary>What a down interval is counted as.</summary>
public enum DowntimeKind
{
    /// <summary>From a failure on: the D of MTTR and availability.</summary>
    Unplanned,
    Planned,
}
