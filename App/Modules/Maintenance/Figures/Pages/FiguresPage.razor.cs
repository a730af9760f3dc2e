using System.Globalization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Modules.Maintenance.Figures.Pages;

/// <summary>How reliable equipment was in a period, and how the work on it went. All that it shows is said by its address.</summary>
public sealed partial class FiguresPage(GetFigures get, FiguresChoices choices) : AppPage
{
    private const string Path = "/maintenance/figures";

    private ReadOrder reads;
    private ListQuery query = ListQuery.Parse(null);
    private IReadOnlyList<ListFilter> filters = [];
    private bool loading;

    /// <summary>Null: nothing was read yet, or it was refused.</summary>
    private MaintenanceFigures? found;

    protected override void OnInitialized()
    {
        filters = new FiguresFilters(choices, Texts).All();
        FollowAddress(() => LoadAsync(ReadAsync));
    }

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        var filter = FiguresFilter.Parse(query);
        if (filter.Failed)
        {
            (refusal, found) = (filter.Refusal, null);
            return;
        }

        loading = true;
        var read = await get.RunAsync(filter.Value, Gone);
        if (reads.IsOvertaken(turn)) return;
        (found, refusal, loading) = (read.Value, read.Refusal, false);
    }

    private string AddressOf(EquipmentFigures line) => Path + query.With("equipment", line.Id.ToString());

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
