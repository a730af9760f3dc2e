using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>Turns codes of equipment into words and tones, the same on every page.</summary>
public static class EquipmentMarks
{
    /// <summary>Lines that interventions and the kernel write carry a key; what a person gave as reason is words.</summary>
    private const string InterventionPrefix = "Intervention.";

    extension(TextCatalog texts)
    {
        /// <summary>A value as the timeline stores it, in words: names stay, codes of known fields are translated.</summary>
        public string EquipmentValueOf(string? field, string? value) => (field, value) switch
        {
            (_, null or "") => "–",
            (nameof(Equipment.State), _) => texts[$"OperatingState.{value}"],
            (nameof(Equipment.LifeCycle), _) => texts[$"LifeCycle.{value}"],
            _ when DateOnly.TryParseExact(value, EquipmentFields.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Day(day),
            _ => value,
        };

        /// <summary>Why a state changed: the intervention that did it, or what a person said.</summary>
        public string EquipmentReasonOf(string reason)
        {
            var parts = reason.Split('|');
            return parts[0].StartsWith(InterventionPrefix, StringComparison.Ordinal) && texts.Has(parts[0]) ? texts.Format(parts[0], [.. parts.Skip(1)]) : reason;
        }
    }

    /// <summary>Colour of the badge; the words beside it say the same.</summary>
    public static string Tone(OperatingState state) => state switch
    {
        OperatingState.Operational => "done",
        OperatingState.Maintenance => "run",
        _ => "bad",
    };

    /// <inheritdoc cref="Tone(OperatingState)"/>
    public static string Tone(LifeCycle cycle) => cycle switch
    {
        LifeCycle.Ordered => "new",
        LifeCycle.InStock or LifeCycle.InRepair => "wait",
        _ => "done",
    };

    public static string Day(DateOnly? day) => day?.ToString("d", CultureInfo.CurrentCulture) ?? "–";
}
