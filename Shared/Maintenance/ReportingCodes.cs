namespace OpsFlux.Shared.Maintenance;

/// <summary>When a photo was taken.</summary>
public enum PhotoMoment
{
    /// <summary>As it was found.</summary>
    Before,

    /// <summary>As it was left.</summary>
    After,
}

/// <summary>Who signs for the work.</summary>
public enum SignatureParty
{
    Technician,
    Client,
}

/// <summary>How far a report has come.</summary>
public enum ReportState
{
    /// <summary>It has its number, and is to be printed.</summary>
    Waiting,

    /// <summary>It is kept with the intervention, and is to be mailed.</summary>
    Printed,

    /// <summary>Whoever is to have it was sent it.</summary>
    Sent,
}

public static class ReportingLimits
{
    /// <summary>The surface one signs on, in its own units.</summary>
    public const int CanvasWidth = 600;

    /// <inheritdoc cref="CanvasWidth"/>
    public const int CanvasHeight = 200;

    /// <summary>Points of one signature; a hand makes some hundreds.</summary>
    public const int PointsMax = 2_000;
    public const int StrokesMax = 100;
    public const int NameMax = 120;
    public const int ReasonMax = 300;
    public const int CommentMax = 1_000;

    /// <summary>The best score; 1 is the worst.</summary>
    public const int ScoreMax = 5;

    /// <summary>For how long whoever gave a rating may change it.</summary>
    public const int RatingDays = 7;
}
