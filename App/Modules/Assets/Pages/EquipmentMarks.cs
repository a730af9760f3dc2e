using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>Turns codes of equipment into words and tones, the same on every page.</summary>
public static class EquipmentMarks
{
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

        /// <summary>What a field is called on its page.</summary>
        public string EquipmentFieldOf(string field) => texts[field switch
        {
            nameof(Equipment.TypeId) => "Equipment.Type",
            nameof(Equipment.SiteId) => "Equipment.Site",
            _ => $"Equipment.{field}",
        }];
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
