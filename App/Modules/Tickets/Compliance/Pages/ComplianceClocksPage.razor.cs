using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Modules.Tickets.Compliance.Pages;

/// <summary>The due dates behind a figure of the report, with the reasons why some were left out or missed.</summary>
public sealed partial class ComplianceClocksPage(ListComplianceClocks read, ComplianceChoices choices)
{
    private ListQuery query = ListQuery.Parse(null);
    private IReadOnlyList<ListFilter> filters = [];
    private ComplianceClocks? list;
    private ComplianceFigure? figure;
    private ReadOrder reads;
    private bool loading;

    private string Title => figure is { } shown ? Texts.Format("Compliance.ListOf", Texts.Of(shown)) : Texts["Compliance.ListOfAll"];

    protected override void OnInitialized()
    {
        filters = new ComplianceFilters(choices, Texts).All(withFigure: true);
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
            (refusal, list) = (filter.Refusal, null);
            return;
        }

        (figure, loading) = (filter.Value.Figure, true);
        var found = await read.RunAsync(filter.Value, Gone);
        if (reads.IsOvertaken(turn)) return;
        (list, refusal, loading) = (found.Value, found.Refusal, false);
    }

    private string At(DateTimeOffset? at) => at is { } instant ? Zone.Show(instant) : "–";
}
