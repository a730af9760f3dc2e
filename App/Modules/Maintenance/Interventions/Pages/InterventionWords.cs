using OpsFlux.Kernel.Localisation;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Pages;

/// <summary>Turns the codes of interventions into words and tones, the same on every page.</summary>
internal static class InterventionWords
{
    extension(TextCatalog texts)
    {
        /// <summary>"En attente · pièces attendues": the state, with its reason while it is on hold.</summary>
        public string StateOf(InterventionState state, HoldReason? reason) => reason is { } why ? $"{texts.Of(state)} · {texts.Of(why)}" : texts.Of(state);

        /// <summary>What a field of the timeline is called.</summary>
        public string InterventionField(string field) => texts.Has($"Field.Intervention.{field}") ? texts[$"Field.Intervention.{field}"] : field;

        /// <summary>A value as the timeline stores it, in words.</summary>
        public string InterventionValue(string? field, string? value) => (field, value) switch
        {
            (_, null or "") => "–",
            ("State", _) => texts[$"InterventionState.{value}"],
            ("Priority", _) => texts[$"InterventionPriority.{value}"],
            _ => value,
        };
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
