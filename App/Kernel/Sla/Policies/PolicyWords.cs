using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Sla.Clocks;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>What agreements say, in the reader's words.</summary>
public static class PolicyWords
{
    extension(TextCatalog texts)
    {
        /// <summary>"8 h", "1 h 30", "3 jours ouvrés".</summary>
        public string TargetOf(PolicyTarget target) => target switch
        {
            { Days: { } days } => texts.Format(days == 1 ? "SlaPolicy.OneDay" : "SlaPolicy.Days", days),
            { Minutes: 0 } => texts["SlaPolicy.AtOnce"],
            _ => Length(target.Minutes ?? 0),
        };

        /// <summary>One value of a facet: its name, or that it is gone.</summary>
        public string FacetValueOf(Facet? facet, string value, IReadOnlyDictionary<string, string> names) =>
            facet is { Choices: null } ? texts[$"{facet.ValueTexts}.{value}"] : names.GetValueOrDefault(value) ?? texts["SlaPolicy.Gone"];

        /// <summary>What is asked of a record, a line a facet: "Priorité : Critique, Haute".</summary>
        public IEnumerable<string> ConditionsOf(ClockedKind kind, PolicyDefinition definition, IReadOnlyDictionary<string, string> names) =>
            definition.Conditions.Select(c => texts.Format(
                "SlaPolicy.Asks", texts[$"SlaFacet.{c.Facet}"],
                string.Join(", ", c.Values.Distinct().Select(v => texts.FacetValueOf(kind.Facets.FirstOrDefault(f => f.Code == c.Facet), v, names)))));

        /// <summary>"À 75 % de Résolution : prévenir la personne assignée".</summary>
        public string StepOf(PolicyStep step, IReadOnlyDictionary<string, string> names)
        {
            var clock = step.Clock is { } code ? texts[$"Clock.{code}"] : texts["SlaPolicy.AnyClock"];
            var receiver = step.Receiver is { } who ? texts.Format($"StepReceiver.{who}.Of", step.ReceiverId is { } id ? names.GetValueOrDefault(id.ToString()) ?? texts["SlaPolicy.Gone"] : "") : "";
            return texts.Format($"SlaPolicy.Step.{step.Action}", step.Percent, clock, receiver);
        }
    }

    /// <summary>"45 min", "8 h", "1 h 30", the same in both languages.</summary>
    public static string Length(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => string.Create(CultureInfo.InvariantCulture, $"{rest} min"),
        (var hours, 0) => string.Create(CultureInfo.InvariantCulture, $"{hours} h"),
        var (hours, rest) => string.Create(CultureInfo.InvariantCulture, $"{hours} h {rest:00}"),
    };
}
