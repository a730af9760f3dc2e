using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Working time of one person on an intervention, with the way he made for it.</summary>
public class InterventionTimeFields : IValidatableObject
{
    private const int WayMax = 100_000;

    [Description("Whose time it is; null: one's own. Somebody else's needs the permission to assign.")]
    public Guid? PersonId { get; set; }

    [Required(ErrorMessage = "required")]
    [Description("From when the person worked.")]
    public DateTimeOffset? From { get; set; }

    [Required(ErrorMessage = "required")]
    [Description("Until when: not before it began, at most a day after, not in the future, and not while the same person worked elsewhere.")]
    public DateTimeOffset? Until { get; set; }

    [OptionalText(WorkLimits.ZoneMax)]
    [Description("Zone of the site, where the contract counts ways by zones.")]
    public string? TravelZone { get; set; }

    [Range(0, WayMax, ErrorMessage = "out-of-range:0:100000")]
    [Description("Kilometres, there and back.")]
    public decimal? TravelKilometres { get; set; }

    [Range(0, WayMax, ErrorMessage = "out-of-range:0:100000")]
    [Description("Minutes on the way, there and back.")]
    public decimal? TravelMinutes { get; set; }

    [OptionalText(WorkLimits.NoteMax)]
    [Description("What was done; for those who carry out the work.")]
    public string? Note { get; set; }

    /// <summary>An order that is wrong is seen before it is sent.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From is not { } from || Until is not { } until) yield break;
        if (until < from) yield return new("ends-before-start", [nameof(Until)]);
        else if (until - from > TimeSpan.FromHours(WorkLimits.HoursMax)) yield return new($"longer-than-hours:{WorkLimits.HoursMax}", [nameof(Until)]);
    }
}

/// <summary>Adds working time to an intervention that is not over.</summary>
public sealed class AddTimeRequest : InterventionTimeFields
{
    public Guid InterventionId { get; set; }
}

/// <summary>A part that was used up.</summary>
public class InterventionPartFields
{
    private const double LeastQuantity = 0.001;

    [RequiredText(1, WorkLimits.PartNameMax)]
    [Description("What it is.")]
    public string Name { get; set; } = "";

    [OptionalText(WorkLimits.PartReferenceMax)]
    [Description("Reference of the maker or of the store.")]
    public string? Reference { get; set; }

    [Required(ErrorMessage = "required")]
    [Range(LeastQuantity, 1_000_000, ErrorMessage = "out-of-range:0.001:1000000")]
    [Description("How much of it; metres and litres have decimals.")]
    public decimal? Quantity { get; set; } = 1;

    [Range(0, 10_000_000, ErrorMessage = "out-of-range:0:10000000")]
    [Description("Of one, in the organisation's currency; null: not known.")]
    public decimal? UnitPrice { get; set; }
}

/// <summary>Adds a part to an intervention that is not over.</summary>
public sealed class AddPartRequest : InterventionPartFields
{
    public Guid InterventionId { get; set; }
}
