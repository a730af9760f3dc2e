using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>How the report's figures are said, on the page and in its export.</summary>
internal static class ComplianceWords
{
    private const string None = "–";

    /// <summary>"97,5 %"; a dash where nothing was decided.</summary>
    public static string Percent(this TextCatalog texts, decimal? percent) => percent is { } value ? texts.Format("Compliance.Rate", value) : None;

    public static string Count(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>What a line without a group is called.</summary>
    public static string NameOf(this TextCatalog texts, ComplianceLine line, ComplianceBy by) => line.Name ?? texts[$"Compliance.Without.{by}"];

    /// <summary>Name of the filter in the address that narrows to a group.</summary>
    public static string FilterOf(ComplianceBy by) => by switch
    {
        ComplianceBy.Site => "site",
        ComplianceBy.Category => "category",
        ComplianceBy.Technician => "technician",
        ComplianceBy.Agreement => "agreement",
        _ => "structure",
    };

    public static string OutcomeOf(this TextCatalog texts, ComplianceClock clock) => clock.Percent is { } percent ? texts.Format("Compliance.UsedUp", percent) : texts[$"ComplianceState.{clock.State}"];
}
