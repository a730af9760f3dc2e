using System.Globalization;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Editing;

/// <summary>What people edit of an intervention. Its state and its lead change by steps; what it is on stays what it was opened for.</summary>
public static class InterventionFields
{
    public static readonly IReadOnlyList<RecordField<Intervention>> All =
    [
        RecordField.Text<Intervention>(nameof(Intervention.Title), i => i.Title, (i, v) => i.Title = v ?? "", new RequiredTextAttribute(InterventionLimits.TitleMin, InterventionLimits.TitleMax)) with { Tidy = TypedText.OneLine },
        RecordField.Text<Intervention>(nameof(Intervention.Description), i => i.Description, (i, v) => i.Description = v, new OptionalTextAttribute(InterventionLimits.TextMax)),
        RecordField.OneOf<Intervention, InterventionType>(nameof(Intervention.Type), i => i.Type, (i, v) => i.Type = v),
        RecordField.OneOf<Intervention, InterventionPriority>(nameof(Intervention.Priority), i => i.Priority, (i, v) => i.Priority = v),
        new(nameof(Intervention.IsUrgent), i => i.IsUrgent ? bool.TrueString : bool.FalseString, WriteUrgent),
        new(nameof(Intervention.PlannedAt), i => TextOf(i.PlannedAt), WritePlanned),
        new(nameof(Intervention.PlannedMinutes), i => i.PlannedMinutes?.ToString(CultureInfo.InvariantCulture), WriteMinutes),
        RecordField.Id<Intervention>(nameof(Intervention.SiteId), i => i.SiteId, (i, v) => i.SiteId = v, required: false),
        RecordField.Id<Intervention>(nameof(Intervention.ContractId), i => i.ContractId, (i, v) => i.ContractId = v, required: false),
        RecordField.Text<Intervention>(nameof(Intervention.Symptom), i => i.Symptom, (i, v) => i.Symptom = v, new OptionalTextAttribute(InterventionLimits.SymptomMax)) with { Tidy = TypedText.OneLine },
    ];

    /// <summary>An instant as it passes between page, API and timeline: in UTC.</summary>
    public static string? TextOf(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool WriteUrgent(Intervention intervention, string? value)
    {
        if (!bool.TryParse(value, out var urgent)) return false;
        intervention.IsUrgent = urgent;
        return true;
    }

    private static bool WritePlanned(Intervention intervention, string? value)
    {
        if (value is null)
        {
            intervention.PlannedAt = null;
            return true;
        }

        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return false;
        intervention.PlannedAt = at.ToUniversalTime();
        return true;
    }

    private static bool WriteMinutes(Intervention intervention, string? value)
    {
        if (value is null)
        {
            intervention.PlannedMinutes = null;
            return true;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes is < 1 or > InterventionLimits.MinutesMax) return false;
        intervention.PlannedMinutes = minutes;
        return true;
    }
}
