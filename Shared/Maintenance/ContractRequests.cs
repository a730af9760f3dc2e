using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Creates a contract as a draft (no id), or changes one.</summary>
public sealed class SaveContractRequest : IValidatableObject
{
    private const int HoursMax = 100_000, DaysMax = 730;

    public Guid? Id { get; set; }

    public long Version { get; set; }

    /// <summary>The client's structure.</summary>
    [RequiredChoice]
    public Guid? StructureId { get; set; }

    [RequiredText(1, ContractLimits.ReferenceMax)]
    public string Reference { get; set; } = "";

    [RequiredText(2, ContractLimits.NameMax)]
    public string Name { get; set; } = "";

    [DeclaredValue]
    public ContractType Type { get; set; }

    [Required(ErrorMessage = "required")]
    public DateOnly? StartsOn { get; set; }

    /// <summary>Last day.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? EndsOn { get; set; }

    [Range(0, 999_999_999, ErrorMessage = "out-of-range:0:999999999")]
    public decimal? YearlyAmount { get; set; }

    [Range(0, 999_999_999, ErrorMessage = "out-of-range:0:999999999")]
    public decimal? MonthlyAmount { get; set; }

    /// <summary>ISO 4217.</summary>
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "unknown-value")]
    public string Currency { get; set; } = "MAD";

    /// <summary>Null: not counted.</summary>
    [Range(0, HoursMax, ErrorMessage = "out-of-range:0:100000")]
    public int? IncludedInterventions { get; set; }

    /// <summary>Hours; null: not counted.</summary>
    [Range(0, HoursMax, ErrorMessage = "out-of-range:0:100000")]
    public decimal? IncludedHours { get; set; }

    /// <summary>Of a contract whose scale counts points; null: not counted.</summary>
    [Range(0, 9_999_999, ErrorMessage = "out-of-range:0:9999999")]
    public decimal? IncludedPoints { get; set; }

    public bool RenewsByItself { get; set; }

    [Range(0, DaysMax, ErrorMessage = "out-of-range:0:730")]
    public int? NoticeDays { get; set; }

    [DeclaredValue]
    public OverrunPolicy Overrun { get; set; } = OverrunPolicy.Quote;

    /// <summary>Of what is granted: how far below zero an allowed overrun may go.</summary>
    [Range(0, 100, ErrorMessage = "out-of-range:0:100")]
    public int TolerancePercent { get; set; }

    /// <summary>Null: minutes count as they pass.</summary>
    public Guid? ScaleId { get; set; }

    [OptionalText(ContractLimits.TermsMax)]
    public string? Terms { get; set; }

    public List<Guid> SiteIds { get; set; } = [];

    public List<Guid> EquipmentIds { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (EndsOn < StartsOn) yield return new("ends-before-start", [nameof(EndsOn)]);
        if (SiteIds.Count > ContractLimits.CoverMax) yield return new($"too-many:{ContractLimits.CoverMax}", [nameof(SiteIds)]);
        if (EquipmentIds.Count > ContractLimits.CoverMax) yield return new($"too-many:{ContractLimits.CoverMax}", [nameof(EquipmentIds)]);
    }
}

/// <summary>Takes a step of a contract.</summary>
public sealed class MoveContractRequest
{
    public Guid ContractId { get; set; }

    public long Version { get; set; }

    [DeclaredValue]
    public ContractTrigger Trigger { get; set; }

    /// <summary>Why it is terminated.</summary>
    [OptionalText(ContractLimits.ReasonMax)]
    public string? Reason { get; set; }
}

/// <summary>Adds to what a contract grants; an extra pot is never changed afterwards.</summary>
public sealed class AddPotRequest : IValidatableObject
{
    public Guid ContractId { get; set; }

    [DeclaredValue]
    public ContractUnit Unit { get; set; }

    /// <summary>Hours where the unit is minutes; else points or interventions.</summary>
    [Required(ErrorMessage = "required")]
    [Range(0.01, 999_999, ErrorMessage = "out-of-range:0.01:999999")]
    public decimal? Amount { get; set; }

    public DateOnly? From { get; set; }

    /// <summary>Last day; null: as long as the contract.</summary>
    public DateOnly? To { get; set; }

    [OptionalText(ContractLimits.NoteMax)]
    public string? Note { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (To < From) yield return new("ends-before-start", [nameof(To)]);
    }
}

/// <summary>Puts a counted entry right: what it drew is given back and, where it has a length, the right times are counted instead.</summary>
public sealed class CorrectConsumptionRequest : IValidatableObject
{
    public Guid ContractId { get; set; }

    public Guid EntryId { get; set; }

    /// <summary>Both null: the entry is taken back altogether.</summary>
    public DateTimeOffset? From { get; set; }

    public DateTimeOffset? To { get; set; }

    [RequiredText(3, ContractLimits.ReasonMax)]
    public string Reason { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (To < From || From is null != To is null) yield return new("ends-before-start", [nameof(To)]);
    }
}

/// <summary>What an entry of working time would cost a contract. Either the contract is named, or the intervention whose contract it is.</summary>
public sealed class PreviewConsumptionRequest : IValidatableObject
{
    public Guid? ContractId { get; set; }

    public Guid? InterventionId { get; set; }

    public List<WorkedTime> Entries { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ContractId is null && InterventionId is null) yield return new("required", [nameof(ContractId)]);
        if (Entries.Count > ContractLimits.EntriesMax) yield return new($"too-many:{ContractLimits.EntriesMax}", [nameof(Entries)]);
    }
}

/// <summary>Working time of one person, with the way it took to get there.</summary>
public sealed class WorkedTime
{
    /// <summary>Of the entry, where it is kept; a correction names it.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid? PersonId { get; set; }

    public DateTimeOffset From { get; set; }

    public DateTimeOffset To { get; set; }

    public string? TravelZone { get; set; }

    public decimal? TravelKilometres { get; set; }

    public decimal? TravelMinutes { get; set; }
}
