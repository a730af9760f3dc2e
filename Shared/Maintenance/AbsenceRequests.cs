using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

public static class AbsenceLimits
{
    public const int NoteMax = 500;
    public const int DaysMax = 366;
}

/// <summary>Adds days on which a technician is away, or changes some. Two absences of one technician never overlap.</summary>
public sealed class SaveAbsenceRequest : IValidatableObject
{
    public Guid TechnicianId { get; set; }

    /// <summary>Null: a new one.</summary>
    public Guid? AbsenceId { get; set; }

    public long Version { get; set; }

    /// <summary>On leave, or in training.</summary>
    public TechnicianState Kind { get; set; } = TechnicianState.OnLeave;

    [RequiredChoice]
    public DateOnly? From { get; set; }

    /// <summary>The last day; at most 366 days after the first.</summary>
    [RequiredChoice]
    public DateOnly? Until { get; set; }

    [OptionalText(AbsenceLimits.NoteMax)]
    public string? Note { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is not (TechnicianState.OnLeave or TechnicianState.Training)) yield return new("unknown-value", [nameof(Kind)]);
        if (Until < From) yield return new("ends-before-start", [nameof(Until)]);
        else if (From is { } from && Until is { } until && until.DayNumber - from.DayNumber > AbsenceLimits.DaysMax) yield return new("absence-too-long", [nameof(Until)]);
    }
}

/// <summary>Chooses by which calendar a technician works.</summary>
public sealed class ChooseHoursRequest
{
    public Guid TechnicianId { get; set; }

    public long Version { get; set; }

    /// <summary>Null: that of his structure.</summary>
    public Guid? CalendarId { get; set; }
}
