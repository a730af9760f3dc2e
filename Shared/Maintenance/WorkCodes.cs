namespace OpsFlux.Shared.Maintenance;

public static class WorkLimits
{
    public const int ZoneMax = 40;
    public const int NoteMax = 500;
    public const int PartNameMax = 120;
    public const int PartReferenceMax = 60;
    public const int CheckTextMax = 300;
    public const int UnitMax = 20;
}

/// <summary>How a point of a checklist is checked.</summary>
public enum CheckKind
{
    PassFail,
    Measure,
}

/// <summary>How a point of a checklist came out.</summary>
public enum CheckResult
{
    Passed,
    Failed,
    NotApplicable,
}
