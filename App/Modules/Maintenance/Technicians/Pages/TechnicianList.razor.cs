using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Technicians.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Pages;

/// <summary>The technicians, with who is there and how much each has to do; live.</summary>
public sealed partial class TechnicianList(ListTechnicians list, EditTechnicians edit)
{
    private ListQuery query = ListQuery.Parse(null);
    private ListPage<TechnicianRow>? page;
    private IReadOnlyList<ListColumn<TechnicianRow>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private CreateTechnicianRequest form = new();
    private RequestValidator? validator;
    private ReadOrder reads;
    private bool loading, adding;

    protected override Task OnInitializedAsync()
    {
        columns = ColumnsOf(Texts);
        filters = [new("state", Texts["Technicians.State"], [.. Enum.GetValues<TechnicianState>().Select(s => new ListOption(s.ToString(), Texts.Of(s)))])];
        if (User.ReachOf(MaintenancePermissions.ViewTechnicians) is { } reach)
            Follow(reach.All ? [LiveTopic.Everything(Technician.RecordKind)] : reach.Structures.Select(s => LiveTopic.Structure(Technician.RecordKind, s)), RefreshAsync);
        FollowAddress(ReadAddressAsync);
        return ReadAddressAsync();
    }

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var turn = reads.Start();
        var result = await list.RunAsync(query, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (page, refusal, loading) = (result.Failed ? new([], null) : result.Value, result.Refusal, false);
    }

    private async Task AddAsync()
    {
        string? number = null;
        var done = await ActAsync(async () =>
        {
            var result = await edit.CreateAsync(form, Gone);
            number = result.Value;
            return result.Outcome;
        });
        if (done) Nav.NavigateTo($"/technicians/{number}");
        else if (refusal is not null) validator?.Show(refusal);
    }
}

/// <summary>Colours of technicians' states; the words beside them say the same.</summary>
internal static class TechnicianTones
{
    public static string Of(TechnicianState state) => state switch
    {
        TechnicianState.Available => "done",
        TechnicianState.Busy => "run",
        TechnicianState.Unavailable => "bad",
        _ => "wait",
    };
}
