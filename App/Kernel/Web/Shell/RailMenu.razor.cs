using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Web.Shell;

/// <summary>The modules one may open, each with what waits there for oneself, live.</summary>
public sealed partial class RailMenu(ModuleCatalog catalog, MenuEntries menu, AccessCache access, GetOrganisation organisation, IServiceProvider services)
{
    private readonly Dictionary<string, int> counts = [];
    private IReadOnlyList<MenuItem> entries = [];
    private OrganisationCard card = new("OpsFlux", false);

    /// <summary>Path of the page shown.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        access.Changed += AccessChanged;
        ShowAllowed();
        await LoadAsync(ReadAsync);
        await LoadAsync(async () => card = await organisation.RunAsync(Gone));
        await LoadAsync(CountAsync);
    }

    protected override void Dispose(bool disposing)
    {
        access.Changed -= AccessChanged;
        base.Dispose(disposing);
    }

    private void ShowAllowed()
    {
        entries = [.. menu.Known, .. Administration()];
        Follow(
            [LiveTopic.Notifications(User.Id), .. Counters().SelectMany(c => c.Counter.Topics(User.Id))],
            CountAsync);
    }

    private async Task ReadAsync()
    {
        await menu.ReadAsync(Gone);
        ShowAllowed();
    }

    /// <summary>One entry for all the pages of the administration, where there is one he may open.</summary>
    private IEnumerable<MenuItem> Administration() =>
        catalog.AdminPages.FirstOrDefault(p => User.Can(p.Permission)) is { } first ? [new("/admin", "Admin.Title", "gear", first.Permission, int.MaxValue, null)] : [];

    private async Task CountAsync()
    {
        foreach (var (entry, counter) in Counters()) counts[entry.Href] = await counter.CountAsync(Gone);
    }

    private IEnumerable<(MenuItem Entry, IMenuCounter Counter)> Counters() =>
        entries.Where(e => e.Counter is not null).Select(e => (e, (IMenuCounter)services.GetRequiredService(e.Counter!)));   // filtered by the line's beginning

    /// <summary>Of entries one of which lies beneath the other, the nearer one.</summary>
    private bool IsCurrent(MenuItem entry) => Holds(entry) && !entries.Any(e => e.Href.Length > entry.Href.Length && Holds(e));

    private bool Holds(MenuItem entry) => Path == entry.Href || Path.StartsWith(entry.Href + "/", StringComparison.Ordinal);

    private void AccessChanged(Guid userId)
    {
        if (userId == User.Id) _ = OnPageAsync(ShowAgainAsync);
    }

    private async Task ShowAgainAsync()
    {
        await LoadAsync(ReadAsync);
        StateHasChanged();
    }
}
