namespace OpsFlux.Shared.Maintenance;

public static class WorkLimits
{
    public const int ZoneMax = 40;
    public const int NoteMax = 500;
    public const int PartNameMax = 120;
    public const int PartReferenceMax = 60;
    public const int CheckTextMax = 300;
    public const int UnitMax = 20;
    public const int ChecklistNameMax = 120;

    /// <summary>Entries of working time on one intervention; as many as the preview of a contract counts.</summary>
    public const int TimesMax = 50;
    public const int PartsMax = 200;

    /// <summary>Points of one checklist.</summary>
    public const int PointsMax = 100;

    /// <summary>Points on one intervention, of all its checklists.</summary>
    public const int ChecksMax = 300;

    /// <summary>Of one entry of working time.</summary>
    public const int HoursMax = 24;

    /// <summary>What was measured, and the limits it is judged by, lie between this and its negative.</summary>
    public const int ValueMax = 999_999_999;
}

/// <summary>Codes of refusals of what is done on the spot: stable, public, keys of their texts.</summary>
public static class WorkRefusals
{
    /// <summary>With how many mandatory points wait for an answer.</summary>
    public const string ChecksUnanswered = "maintenance.checks-unanswered";

    /// <summary>This checklist is on the intervention already.</summary>
    public const string ChecklistThere = "maintenance.checklist-there";
    public const string UnknownChecklist = "maintenance.unknown-checklist";

    /// <summary>With how many there may be.</summary>
    public const string TooManyLines = "maintenance.too-many-lines";
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
