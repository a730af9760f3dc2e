using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Signs for the work: by hand (strokes) or, where a hand cannot, by one's typed name.</summary>
public sealed class SignInterventionRequest : InterventionRequest
{
    [DeclaredValue]
    public SignatureParty Party { get; set; }

    /// <summary>Of whoever signs, in letters.</summary>
    [RequiredText(2, ReportingLimits.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>The name stands for the signature, and no stroke is given.</summary>
    public bool IsTyped { get; set; }

    /// <summary>One for each time the pen touched: x, y, x, y … in whole units of the canvas.</summary>
    public List<int[]> Strokes { get; set; } = [];

    /// <summary>The signature that this one takes the place of, as it was seen; null where there was none.</summary>
    public Guid? ReplacesSignatureId { get; set; }
}

/// <summary>Makes the report of a closed intervention, tries a printing that failed again, or makes a corrected one.</summary>
public sealed class MakeReportRequest : InterventionRequest
{
    /// <summary>What is corrected; required where there is a report already, and printed on the new one.</summary>
    [OptionalText(ReportingLimits.ReasonMax)]
    public string? Reason { get; set; }
}

/// <summary>What the client thinks of the work. <see cref="InterventionRequest.Version"/> is that of the rating it changes; 0 where there is none yet.</summary>
public sealed class RateInterventionRequest : InterventionRequest
{
    /// <summary>1 (poor) to 5.</summary>
    [Range(1, ReportingLimits.ScoreMax, ErrorMessage = "out-of-range:1:5")]
    public int Score { get; set; }

    [OptionalText(ReportingLimits.CommentMax)]
    public string? Comment { get; set; }
}

/// <summary>Makes an archived intervention one that may be worked with again.</summary>
public sealed class UnarchiveInterventionRequest : InterventionRequest;
