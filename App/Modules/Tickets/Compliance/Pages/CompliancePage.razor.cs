using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Modules.Tickets.Compliance.Pages;

/// <summary>How many due dates were met in a period, and where they were not. All that it shows is said by its address.</summary>
public sealed partial class CompliancePage(GetCompliance get, ComplianceChoices choices) : ComplianceReader<ComplianceFigures>(choices, withFigure: false)
{
    private const string Path = "/tickets/compliance";

    /// <summary>Each has a text <c>Compliance.Term.{…}</c> and one that says what it means.</summary>
    private static readonly string[] Terms = ["Met", "Breached", "Justified", "AtRisk", "Excluded", "Percent", "Nowhere"];

    private ComplianceBy By => answered?.By ?? default;

    private protected override Task<Result<ComplianceFigures>> ReadAsync(ComplianceFilter filter) => get.RunAsync(filter, Gone);

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    private static (ComplianceFigure Figure, int Count)[] CountsOf(ComplianceLine line) =>
    [
        (ComplianceFigure.Met, line.Met), (ComplianceFigure.Breached, line.Breached), (ComplianceFigure.Justified, line.Justified),
        (ComplianceFigure.AtRisk, line.AtRisk), (ComplianceFigure.Excluded, line.Excluded),
    ];

    private ListQuery Narrowed(ComplianceLine line) => query.With(ComplianceWords.FilterOf(By), new CompliancePick(line.Key).ToString());

    /// <summary>The figure, and where it is not zero the way to what is behind it.</summary>
    private RenderFragment Linked(ListQuery narrowed, ComplianceFigure figure, int count) => builder =>
    {
        if (count == 0)
        {
            builder.AddContent(0, ComplianceWords.Count(count));
            return;
        }

        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "href", Path + "/list" + narrowed.With("figure", figure.ToString()));
        builder.AddAttribute(3, "aria-label", $"{Texts.Of(figure)}: {ComplianceWords.Count(count)}");
        builder.AddContent(4, ComplianceWords.Count(count));
        builder.CloseElement();
    };
}
