using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>How much a problem hinders whoever reports it.</summary>
public enum ProblemSeverity
{
    /// <summary>Work goes on.</summary>
    Hinders,
    Urgent,

    /// <summary>The equipment does not work until it is mended.</summary>
    StandsStill,
}

/// <summary>Reports a problem in one's own name.</summary>
public sealed class ReportProblemRequest
{
    /// <summary>Equipment that one may see; null: none in particular.</summary>
    public Guid? EquipmentId { get; set; }

    /// <summary>What happens, in the client's words; its first line becomes the title of the request.</summary>
    [RequiredText(PortalLimits.WhatMin, PortalLimits.WhatMax)]
    public string What { get; set; } = "";

    [DeclaredValue]
    public ProblemSeverity Severity { get; set; }

    /// <summary>The form in which photos were chosen; they go with the request, or not at all.</summary>
    [OptionalText(PortalLimits.TrayMax)]
    public string? Tray { get; set; }
}

public static class PortalLimits
{
    public const int WhatMin = 5;
    public const int WhatMax = 10_000;
    public const int TrayMax = 120;
}
