using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Reports;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>Turns what happened around reports into words.</summary>
internal static class ReportingWords
{
    /// <summary>Codes of the printer have their texts with it.</summary>
    public static string ErrorOf(TextCatalog texts, string code) =>
        code.StartsWith("pdf-", StringComparison.Ordinal) ? ReportsText.In(CultureInfo.CurrentUICulture, code) : texts[$"Refusal.{code}"];

    /// <summary>The sentence of lines that only interventions have; null for what every record has.</summary>
    public static string? LineOf(TextCatalog texts, TimelineLine line) => line switch
    {
        { Kind: TimelineKind.Rated } => texts.Format("Timeline.InterventionRated", line.NewValue ?? ""),
        { Field: Intervention.ArchiveField } => texts[line.NewValue is null ? "Timeline.Unarchived" : "Timeline.Archived"],
        { Field: { } field } when field.StartsWith($"{Intervention.SignatureField}.", StringComparison.Ordinal) => texts.Format($"Timeline.{field}", line.NewValue ?? ""),
        _ => null,
    };
}
