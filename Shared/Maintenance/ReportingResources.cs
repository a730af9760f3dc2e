using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>A signature under an intervention.</summary>
public sealed class SignatureResource
{
    [Description("Who signed: technician or client.")]
    public required SignatureParty Party { get; init; }

    [Description("Name of whoever signed.")]
    public required string Name { get; init; }

    [Description("The typed name stands for the signature.")]
    public required bool IsTyped { get; init; }

    [Description("When it was signed.")]
    public required DateTimeOffset SignedAt { get; init; }

    [Description("Account on which it was collected.")]
    public required string SignedOn { get; init; }

    [Description("The drawing as an SVG path within 600 × 200; null where the name was typed.")]
    public string? Path { get; init; }
}

/// <summary>What the client thinks of the work.</summary>
public sealed class InterventionRatingResource
{
    [Description("1 (poor) to 5.")]
    public required int Score { get; init; }

    [Description("In the client's words.")]
    public string? Comment { get; init; }

    [Description("When it was given first.")]
    public required DateTimeOffset RatedAt { get; init; }

    [Description("When it was changed last; null: never.")]
    public DateTimeOffset? ChangedAt { get; init; }

    [Description("Who gave it.")]
    public required string RatedBy { get; init; }
}

/// <summary>Gives a rating, or changes one's own within seven days.</summary>
public sealed class PutRatingRequest
{
    [Description("1 (poor) to 5.")]
    [Range(1, ReportingLimits.ScoreMax, ErrorMessage = "out-of-range:1:5")]
    public int Score { get; set; }

    [Description("In one's own words.")]
    [OptionalText(ReportingLimits.CommentMax)]
    public string? Comment { get; set; }
}
