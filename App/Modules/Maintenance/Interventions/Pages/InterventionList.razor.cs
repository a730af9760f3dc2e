using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Showing;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Pages;

/// <summary>The list of interventions: views as tabs, filters and order in the address, live.</summary>
public sealed partial class InterventionList(ListInterventions list)
{
    private static readonly InterventionView[] Views = Enum.GetValues<InterventionView>();

    private ListQuery query = ListQuery.Parse(null);
    private ListPage<InterventionRow>? page;
    private IReadOnlyList<ListColumn<InterventionRow>> columns = [];
    private IReadOnlyList<ListTab> tabs = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    /// <summary>Who carries work out begins with his own; who plans it, with all.</summary>
    private string DefaultView => (User.Can(MaintenancePermissions.Work) && !User.Can(MaintenancePermissions.Assign) ? InterventionView.Mine : InterventionView.All).ToString();

    protected override Task OnInitializedAsync()
    {
        var wording = new InstantWording(Zone, Texts);
        columns = ColumnsOf(Texts, at => wording.Brief(at, Clock.GetUtcNow()), row => ClockMarks.Sign(row.Due, Texts, Zone, Clock.GetUtcNow()));
        filters =
        [
            new("state", Texts["Field.Intervention.State"], [new("open", Texts["Interventions.AllOpen"], IsAlone: true), new("any", Texts["Interventions.Any"], IsAlone: true), .. Words<InterventionState>()]),
            new("priority", Texts["Field.Intervention.Priority"], Words<InterventionPriority>()),
            new("archived", Texts["Archive.Filter"], [new("any", Texts["Archive.With"]), new("none", Texts["Archive.Without"])], ListFilterKind.One),
            new("type", Texts["Field.Intervention.Type"], Words<InterventionType>(), ListFilterKind.One),
        ];
        Follow(InterventionTopics.Of(User), RefreshAsync, isNear: update => page?.Rows.Any(row => row.Id == update.Record.Id) == true);
        FollowAddress(ReadAddressAsync);
        return ReadAddressAsync();
    }

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query).InView(DefaultView);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var filter = InterventionFilter.Parse(query);
        if (filter.Failed) (refusal, page) = (filter.Refusal, page ?? new([], null));
        else await ListAsync(filter.Value);
        var counts = await list.CountAsync([.. Views.Select(v => new InterventionFilter { View = v, OnlyOpen = true })], Gone);
        tabs = [.. Views.Zip(counts).Select(t => new ListTab(t.First.ToString(), Texts[$"View.Intervention.{t.First}"], t.Second))];
        loading = false;
    }

    private async Task ListAsync(InterventionFilter filter)
    {
        var turn = reads.Start();
        var result = await list.RunAsync(filter, ListQuery.PageSize, Gone);
        if (reads.IsOvertaken(turn)) return;
        (page, refusal) = (result.Failed ? new([], null) : result.Value, result.Refusal);
    }

    private ListOption[] Words<TEnum>() where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(v => new ListOption(v.ToString(), Texts.Of(v)))];
}

/// <summary>What a list of interventions follows: exactly the changes that its scope can show.</summary>
internal static class InterventionTopics
{
    public static IEnumerable<string> Of(ICurrentUser user)
    {
        var reach = user.ReachOf(MaintenancePermissions.View);
        IEnumerable<string> others = reach is { All: true }
            ? [LiveTopic.Everything(Intervention.RecordKind)]
            : (reach?.Structures ?? []).Select(s => LiveTopic.Structure(Intervention.RecordKind, s));
        return [LiveTopic.Person(Intervention.RecordKind, user.Id), .. others];
    }
}
