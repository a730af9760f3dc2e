using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>Points of checklists in the reader's words, the same on pages, in requests and in reports.</summary>
internal static class CheckWords
{
    /// <summary>Colour of an answer; the words beside it say the same.</summary>
    public static string Tone(CheckResult result) => result switch
    {
        CheckResult.Passed => "run",
        CheckResult.Failed => "bad",
        _ => "done",
    };

    extension(TextCatalog texts)
    {
        /// <summary>"2 à 6 bar", "au moins 2 bar"; empty where every value passes.</summary>
        public string LimitsOf(InterventionCheck check) => texts.LimitsOf(check.Lowest, check.Highest, check.Unit);

        /// <inheritdoc cref="LimitsOf(InterventionCheck)" />
        public string LimitsOf(decimal? lowest, decimal? highest, string? unit)
        {
            var said = (lowest, highest) switch
            {
                ({ } low, { } high) => texts.Format("Checks.Between", Number(low), Number(high)),
                ({ } low, null) => texts.Format("Checks.AtLeast", Number(low)),
                (null, { } high) => texts.Format("Checks.AtMost", Number(high)),
                _ => "",
            };
            return said.Length == 0 || unit is null ? said : $"{said} {unit}";
        }
    }

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.CurrentCulture);
}
