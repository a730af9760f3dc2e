using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Modules.Tickets.Compliance.Pages;

/// <summary>How many due dates were met in a period, and where they were not. All that it shows is said by its address.</summary>
public sealed partial class CompliancePage(GetCompliance get, ComplianceChoices choices)
{
    private const string Path = "/tickets/compliance";

    /// <summary>Each has a text <c>Compliance.Term.{…}</c> and one that says what it means.</summary>
    private static readonly string[] Terms = ["Met", "Breached", "Justified", "AtRisk", "Excluded", "Percent", "Nowhere"];

    private ListQuery query = ListQuery.Parse(null);
    private IReadOnlyList<ListFilter> filters = [];
    private ComplianceFigures? figures;
    private ComplianceBy by;
    private ReadOrder reads;
    private bool loading;

    protected override void OnInitialized()
    {
        filters = new ComplianceFilters(choices, Texts).All(withFigure: false);
        FollowAddress(() => LoadAsync(ReadAsync));
    }

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        var filter = ComplianceFilter.Parse(query);
        if (filter.Failed)
        {
            (refusal, figures) = (filter.Refusal, null);
            return;
        }

        loading = true;
        var read = await get.RunAsync(filter.Value, Gone);
        if (reads.IsOvertaken(turn)) return;
        (figures, refusal, by, loading) = (read.Value, read.Refusal, filter.Value.By, false);
    }

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    private static (ComplianceFigure Figure, int Count)[] CountsOf(ComplianceLine line) =>
    [
        (ComplianceFigure.Met, line.Met), (ComplianceFigure.Breached, line.Breached), (ComplianceFigure.Justified, line.Justified),
        (ComplianceFigure.AtRisk, line.AtRisk), (ComplianceFigure.Excluded, line.Excluded),
    ];

    private ListQuery Narrowed(ComplianceLine line) => query.With(ComplianceWords.FilterOf(by), new CompliancePick(line.Key).ToString());

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
