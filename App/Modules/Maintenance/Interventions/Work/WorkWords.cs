using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>What was done on the spot, in the reader's words.</summary>
internal static class WorkWords
{
    /// <summary>"1 234,50"; the currency is the organisation's.</summary>
    public static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);

    /// <summary>"2,5".</summary>
    public static string Number(decimal value) => value.ToString("0.###", CultureInfo.CurrentCulture);

    extension(TextCatalog texts)
    {
        /// <summary>"1 h 30".</summary>
        public string Length(decimal minutes) => texts.Amount(ContractUnit.Minutes, minutes);

        /// <summary>"zone B · 24 km · 40 min"; empty where no way was made.</summary>
        public string WayOf(WorkedLine line)
        {
            List<string> said = [];
            if (line.TravelZone is { } zone) said.Add(texts.Format("Work.Zone", zone));
            if (line.TravelKilometres is { } kilometres) said.Add(texts.Format("Work.Kilometres", Number(kilometres)));
            if (line.TravelMinutes is { } minutes) said.Add(texts.Format("Work.WayMinutes", Number(minutes)));
            return string.Join(" · ", said);
        }

        /// <summary>What the timeline says of work on the spot; null: of anything else.</summary>
        public string? WorkSentence(TimelineLine line) => line switch
        {
            { Kind: TimelineKind.TimeSpent, NewValue: { } added } => texts.Format("Work.TimeAdded", texts.Length(Parse(added))),
            { Kind: TimelineKind.TimeSpent, OldValue: { } gone } => texts.Format("Work.TimeRemoved", texts.Length(Parse(gone))),
            { Kind: TimelineKind.Checked, Field: "failed" } => texts.Format("Work.CheckFailed", line.NewValue ?? ""),
            { Kind: TimelineKind.Checked } => texts.Format("Work.ChecklistAdded", line.NewValue ?? ""),
            _ => null,
        };
    }

    private static decimal Parse(string minutes) => decimal.TryParse(minutes, CultureInfo.InvariantCulture, out var read) ? read : 0m;
}
