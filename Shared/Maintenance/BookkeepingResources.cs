using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Grants more to a contract.</summary>
public sealed class PotBody
{
    [Description("What is granted.")]
    [DeclaredValue]
    public ContractUnit Unit { get; set; }

    [Description("Hours where the unit is minutes; else points or interventions.")]
    [Required(ErrorMessage = "required")]
    [Range(0.01, 999_999, ErrorMessage = "out-of-range:0.01:999999")]
    public decimal? Amount { get; set; }

    [Description("First day; null: today.")]
    public DateOnly? From { get; set; }

    [Description("Last day; null: as long as the contract.")]
    public DateOnly? To { get; set; }

    [Description("Why.")]
    [OptionalText(ContractLimits.NoteMax)]
    public string? Note { get; set; }
}

/// <summary>Puts a counted entry right.</summary>
public sealed class CorrectionBody
{
    [Description("The entry, as the statement names it.")]
    public Guid EntryId { get; set; }

    [Description("When the work began; with the end, or neither: the entry is taken back altogether.")]
    public DateTimeOffset? From { get; set; }

    [Description("When the work ended.")]
    public DateTimeOffset? To { get; set; }

    [Description("Why.")]
    [RequiredText(3, ContractLimits.ReasonMax)]
    public string Reason { get; set; } = "";
}

/// <summary>Working time whose cost is asked for.</summary>
public sealed class PreviewBody
{
    [Description("One for each person and stretch.")]
    public List<PreviewEntry> Entries { get; set; } = [];
}

/// <summary>Working time of one person, with the way it took.</summary>
public sealed class PreviewEntry
{
    [Description("Who worked; scales of points ask.")]
    public Guid? PersonId { get; set; }

    [Description("When the work began.")]
    public DateTimeOffset From { get; set; }

    [Description("When it ended.")]
    public DateTimeOffset To { get; set; }

    [Description("Zone of the site, where the scale counts ways by zones.")]
    public string? TravelZone { get; set; }

    [Description("There and back.")]
    public decimal? TravelKilometres { get; set; }

    [Description("There and back.")]
    public decimal? TravelMinutes { get; set; }
}

/// <summary>What working time would cost a contract.</summary>
public sealed class ConsumptionPreviewResource
{
    [Description("For the way.")]
    public required decimal TravelUnits { get; init; }

    [Description("That no pot bears, and that would be quoted.")]
    public required decimal ToQuote { get; init; }

    [Description("Code of what it would be refused for; null: it would be counted.")]
    public string? Refused { get; init; }

    [Description("Balances as they stand.")]
    public required IReadOnlyList<BalanceItem> Now { get; init; }

    [Description("Balances as they would stand.")]
    public required IReadOnlyList<BalanceItem> Then { get; init; }
}
