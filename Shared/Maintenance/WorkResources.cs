using System.ComponentModel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Working time that is kept on an intervention.</summary>
public sealed class InterventionTimeItem
{
    [Description("Identifier of the entry.")]
    public required Guid Id { get; init; }

    [Description("Whose time it is.")]
    public required NamedRef Person { get; init; }

    [Description("From when the person worked.")]
    public required DateTimeOffset From { get; init; }

    [Description("Until when.")]
    public required DateTimeOffset Until { get; init; }

    [Description("Zone of the site.")]
    public string? TravelZone { get; init; }

    [Description("Kilometres, there and back.")]
    public decimal? TravelKilometres { get; init; }

    [Description("Minutes on the way, there and back.")]
    public decimal? TravelMinutes { get; init; }

    [Description("What was done, for those who carry out the work.")]
    public string? Note { get; init; }
}

/// <summary>A part that was used up.</summary>
public sealed class InterventionPartItem
{
    [Description("Identifier of the line.")]
    public required Guid Id { get; init; }

    [Description("What it is.")]
    public required string Name { get; init; }

    [Description("Reference of the maker or of the store.")]
    public string? Reference { get; init; }

    [Description("How much of it.")]
    public required decimal Quantity { get; init; }

    [Description("Of one, in the organisation's currency, for those who carry out the work or see costs; null: not known.")]
    public decimal? UnitPrice { get; init; }
}

/// <summary>What an intervention cost us, in the organisation's currency.</summary>
public sealed class InterventionCostItem
{
    [Description("Hours × hourly rate of each person whose rate is known.")]
    public required decimal Labour { get; init; }

    [Description("Kilometres × cost of one; null where no cost of a kilometre is set.")]
    public decimal? Way { get; init; }

    [Description("Quantity × price of each part whose price is known.")]
    public required decimal Parts { get; init; }

    [Description("Sum of what is known; the whole cost where nothing is named as unknown.")]
    public required decimal Total { get; init; }

    [Description("People whose hourly rate is not known: their hours are not in the sum.")]
    public required IReadOnlyList<string> UnknownRates { get; init; }

    [Description("Parts whose price is not known: they are not in the sum.")]
    public required IReadOnlyList<string> UnknownPrices { get; init; }
}

/// <summary>A point to check on an intervention.</summary>
public sealed class InterventionCheckItem
{
    [Description("Identifier of the point.")]
    public required Guid Id { get; init; }

    [Description("Checklist that it comes from.")]
    public string? Checklist { get; init; }

    [Description("What is to be checked.")]
    public required string Text { get; init; }

    [Description("Passed or failed, or measured against limits.")]
    public required CheckKind Kind { get; init; }

    [Description("Unit of a measure.")]
    public string? Unit { get; init; }

    [Description("Lowest value that passes; null: none is too low.")]
    public decimal? Lowest { get; init; }

    [Description("Highest value that passes; null: none is too high.")]
    public decimal? Highest { get; init; }

    [Description("Without an answer the intervention is not closed.")]
    public bool IsMandatory { get; init; }

    [Description("How it came out; null: not checked yet.")]
    public CheckResult? Result { get; init; }

    [Description("What was measured.")]
    public decimal? Value { get; init; }

    [Description("What there is to say of it.")]
    public string? Note { get; init; }

    [Description("Who checked it.")]
    public NamedRef? DoneBy { get; init; }

    [Description("When it was checked.")]
    public DateTimeOffset? DoneAt { get; init; }

    [Description("The ticket that its failure raised, for whoever may see it.")]
    public string? Request { get; init; }

    [Description("Raised by each answer; sent back in If-Match.")]
    public required long Version { get; init; }
}

/// <summary>A checklist with which interventions begin.</summary>
public sealed class ChecklistItem
{
    [Description("Identifier of the checklist.")]
    public required Guid Id { get; init; }

    [Description("What it is called.")]
    public required string Name { get; init; }

    [Description("Type of equipment whose interventions begin with it; null: any, or none at all.")]
    public NamedRef? EquipmentType { get; init; }

    [Description("Type of intervention that begins with it; null: any.")]
    public InterventionType? Type { get; init; }

    [Description("What is to be checked, in order.")]
    public required IReadOnlyList<ChecklistPointFields> Points { get; init; }
}
