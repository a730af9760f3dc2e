using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Organisation.Sites.Api;

/// <summary>Places where structures work, in the REST API.</summary>
internal static class SitesApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a", Manage = OrganisationPermissions.ManageSites;

    private static readonly ApiListOf Declared = new(["name"], [ApiParameter.Id("structure", "Those of this structure.")]) { IsAscending = true, IsOneWay = true, IsCounted = false };

    public static void Map(ApiRoutes api)
    {
        var sites = api.Resource("/sites", "Sites", "Places where structures work.").Where("site", "Identifier of the site.", Id);
        sites.List<SiteItem>("", ListAsync, Manage, "listSites", "List the sites in reach, by name", Declared);
        sites.Create<SiteItem>("", CreateAsync, Manage, "createSite", "Add a site").Example(new CreateSiteRequest { StructureId = new(Id), Name = "Dépôt de Vénissieux" });
        sites.Get<SiteItem>("/{site:guid}", GetAsync, Manage, "getSite", "Read one site");
        sites.Patch<SiteItem>("/{site:guid}", PatchAsync, Manage, "patchSite", "Change fields of a site, or move it to another structure")
            .About("JSON merge patch: what is absent stays, what is null is cleared.").Example(new SitePatch { StructureId = new(Id), Name = "Dépôt de Vénissieux" });
        sites.Post<SiteItem>("/{site:guid}/use", UseAsync, Manage, "useSite", "Put a site into use or out of use").Example(new UseRequest { IsActive = false });
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListSites list, CancellationToken ct)
    {
        if (!request.TryRead(out var after, out var refusal)) return (ApiAnswer)refusal;
        var page = await list.PageAsync(request.Filters.TryGetValue("structure", out var structure) ? Guid.Parse(structure) : null, request.Words, after, request.Limit, ct);
        return page.Failed ? (ApiAnswer)page.Refusal : ApiAnswer.Ok(new ApiList<SiteItem> { Items = [.. page.Value.Rows.Select(Describe)], Next = request.Next(page.Value.Next) });
    }

    private static async Task<IResult> CreateAsync(ApiBody<CreateSiteRequest> body, SaveSite save, GetSite get, CancellationToken ct)
    {
        var wanted = body.Value;
        var saved = await save.RunAsync(new() { StructureId = wanted.StructureId, Name = wanted.Name, Address = wanted.Address, ExternalId = wanted.ExternalId }, ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, saved.Value, default, ct, isNew: true);
    }

    private static Task<IResult> GetAsync(Guid site, GetSite get, CancellationToken ct) => ReadAsync(get, site, default, ct);

    private static async Task<IResult> PatchAsync(Guid site, ApiMerge<SitePatch> patch, IfMatch match, GetSite get, SaveSite save, CancellationToken ct)
    {
        var found = await get.RunAsync(site, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Version != match.Version) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(new() { StructureId = found.Value.StructureId, Name = found.Value.Name, Address = found.Value.Address, ExternalId = found.Value.ExternalId });
        if (wanted.Failed) return (ApiAnswer)wanted.Refusal;
        var saved = await save.RunAsync(
            new() { Id = site, Version = match.Version, StructureId = wanted.Value.StructureId, Name = wanted.Value.Name, Address = wanted.Value.Address, ExternalId = wanted.Value.ExternalId }, ct);
        return await ReadAsync(get, site, new(saved.Refusal), ct);
    }

    private static async Task<IResult> UseAsync(Guid site, ApiBody<UseRequest> body, IfMatch match, GetSite get, UseSite use, CancellationToken ct) =>
        await ReadAsync(get, site, await use.RunAsync(new(site, match.Version, body.Value.IsActive), ct), ct);

    private static async Task<IResult> ReadAsync(GetSite get, Guid id, Result done, CancellationToken ct, bool isNew = false)
    {
        if (done.Failed) return (ApiAnswer)done.Refusal;
        var found = await get.RunAsync(id, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var (body, tag) = (Describe(found.Value), EntityTags.Of(found.Value.Version, Describe(found.Value)));
        return isNew ? ApiAnswer.Created($"/sites/{id}", body, tag) : ApiAnswer.Ok(body, tag);
    }

    private static SiteItem Describe(Site site) => new(site.Id, site.StructureId, site.Name, site.Address, site.ExternalId, site.IsActive, site.Version);
}
