using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Pages;

/// <summary>Turns the codes of interventions into words and tones, the same on every page.</summary>
internal static class InterventionWords
{
    extension(TextCatalog texts)
    {
        /// <summary>"En attente · pièces attendues": the state, with its reason while it is on hold.</summary>
        public string StateOf(InterventionState state, HoldReason? reason) => reason is { } why ? $"{texts.Of(state)} · {texts.Of(why)}" : texts.Of(state);

        /// <summary>A value as the timeline stores it, in words.</summary>
        public string InterventionValue(ReaderZone zone, string? field, string? value) => (field, value) switch
        {
            (_, null or "") => "–",
            ("State", _) => texts[$"InterventionState.{value}"],
            ("Type", _) => texts[$"InterventionType.{value}"],
            ("Priority", _) => texts[$"InterventionPriority.{value}"],
            ("IsUrgent", _) => texts[value == bool.TrueString ? "Interventions.Yes" : "Interventions.No"],
            ("PlannedAt", _) when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at) => zone.Show(at),
            _ => value,
        };

        /// <summary>What a field is called.</summary>
        public string InterventionField(string field) => texts[$"Field.Intervention.{field switch { "SiteId" => "Site", "ContractId" => "Contract", "IsUrgent" => "Urgent", _ => field }}"];
    }

    /// <summary>Colour of a state's badge; the words beside it say the same.</summary>
    public static string Tone(InterventionState state) => state switch
    {
        InterventionState.Open => "new",
        InterventionState.InProgress => "run",
        InterventionState.OnHold => "wait",
        _ => "done",
    };
}
