using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Sites;

/// <summary>The part of a structure's page on its sites.</summary>
public sealed partial class SitesOfStructure(ListSites list, SaveSite save, UseSite use, MergeSites merge, ListFollowed follows)
{
    private IReadOnlyList<Site>? sites;
    private IReadOnlyDictionary<Guid, bool> followed = new Dictionary<Guid, bool>();
    private SaveSiteRequest? form;
    private Site? merging, retiring;
    private Guid target;

    [Parameter, EditorRequired] public Structure Structure { get; set; } = default!;

    /// <summary>What hangs on the structure changed.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(Structure.Id, Gone);
        if (read.Failed)
        {
            refusal = read.Refusal;
            return;
        }

        followed = await follows.SitesAsync([.. read.Value.Select(s => s.Id)], Gone);
        sites = read.Value;
    }

    private void Add()
    {
        Close();
        form = new() { StructureId = Structure.Id };
    }

    private void Change(Site site)
    {
        Close();
        form = new() { Id = site.Id, Version = site.Version, StructureId = site.StructureId, Name = site.Name, Address = site.Address, ExternalId = site.ExternalId };
    }

    private void Merge(Site site)
    {
        Close();
        (merging, target) = (site, sites?.FirstOrDefault(s => s.Id != site.Id && s.IsActive)?.Id ?? Guid.Empty);
    }

    private Task ToggleAsync(Site site)
    {
        Close();
        if (!site.IsActive) return DoAsync(() => use.RunAsync(new(site.Id, site.Version, true), Gone));
        retiring = site;
        return Task.CompletedTask;
    }

    private Task SaveAsync() => form is not { } sent ? Task.CompletedTask : DoAsync(async () => new Result((await save.RunAsync(sent, Gone)).Refusal));

    private Task RetireAsync() => retiring is not { } site ? Task.CompletedTask : DoAsync(() => use.RunAsync(new(site.Id, site.Version, false), Gone));

    private Task MergeAsync() => merging is not { } site ? Task.CompletedTask : DoAsync(() => merge.RunAsync(new(site.Id, site.Version, target), Gone));

    private async Task DoAsync(Func<Task<Result>> act)
    {
        if (!await ActAsync(act)) return;
        Close();
        await LoadAsync(ReadAsync);
        await OnChanged.InvokeAsync();
    }

    private void Close() => (form, merging, retiring, refusal) = (null, null, null, null);
}
