using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Organisation.Structures.Api;

/// <summary>The organisation's tree in the REST API.</summary>
internal static class StructuresApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a", Manage = OrganisationPermissions.ManageStructures;

    private static readonly ApiListOf Declared = new(["name"], [ApiParameter.Id("parent", "Those directly below this one.")]) { IsAscending = true, IsOneWay = true, IsCounted = false };

    public static void Map(ApiRoutes api)
    {
        var structures = api.Resource("/structures", "Structures", "The organisation's tree, to whose structures people and records belong.").Where("structure", "Identifier of the structure.", Id);
        structures.List<StructureItem>("", ListAsync, Manage, "listStructures", "List the structures in reach, by name", Declared);
        structures.Create<StructureItem>("", CreateAsync, Manage, "createStructure", "Add a structure")
            .Example(new CreateStructureRequest { ParentId = new(Id), Code = "LYON", Name = "Agence de Lyon" });
        structures.Get<StructureItem>("/{structure:guid}", GetAsync, Manage, "getStructure", "Read one structure");
        structures.Patch<StructureItem>("/{structure:guid}", PatchAsync, Manage, "patchStructure", "Change fields of a structure")
            .About("JSON merge patch: what is absent stays. Its place is changed by moving it.").Example(new StructurePatch { Code = "LYON", Name = "Agence de Lyon" });
        structures.Post<StructureItem>("/{structure:guid}/move", MoveAsync, Manage, "moveStructure", "Put a structure, with what is below it, below another one")
            .Example(new MoveRequest { ParentId = new(Id) });
        structures.Post<StructureItem>("/{structure:guid}/use", UseAsync, Manage, "useStructure", "Put a structure into use or out of use").Example(new UseStructureRequest { IsActive = false });
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListStructures list, CancellationToken ct)
    {
        if (!request.TryRead(out var after, out var refusal)) return (ApiAnswer)refusal;
        var page = await list.PageAsync(request.Filters.TryGetValue("parent", out var parent) ? Guid.Parse(parent) : null, request.Words, after, request.Limit, ct);
        return page.Failed ? (ApiAnswer)page.Refusal : ApiAnswer.Ok(new ApiList<StructureItem> { Items = [.. page.Value.Rows.Select(Describe)], Next = request.Next(page.Value.Next) });
    }

    private static async Task<IResult> CreateAsync(ApiBody<CreateStructureRequest> body, SaveStructure save, GetStructure get, CancellationToken ct)
    {
        var wanted = body.Value;
        var saved = await save.RunAsync(new() { ParentId = wanted.ParentId, Code = wanted.Code, Name = wanted.Name, IsClient = wanted.IsClient }, ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, saved.Value, default, ct, isNew: true);
    }

    private static Task<IResult> GetAsync(Guid structure, GetStructure get, CancellationToken ct) => ReadAsync(get, structure, default, ct);

    private static async Task<IResult> PatchAsync(Guid structure, ApiMerge<StructurePatch> patch, IfMatch match, GetStructure get, SaveStructure save, CancellationToken ct)
    {
        var found = await get.RunAsync(structure, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var standing = found.Value.Structure;
        if (standing.Version != match.Version) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(new() { Code = standing.Code, Name = standing.Name, IsClient = standing.Kind == StructureKind.Client });
        if (wanted.Failed) return (ApiAnswer)wanted.Refusal;
        var saved = await save.RunAsync(new() { Id = structure, Version = match.Version, Code = wanted.Value.Code, Name = wanted.Value.Name, IsClient = wanted.Value.IsClient }, ct);
        return await ReadAsync(get, structure, new(saved.Refusal), ct);
    }

    private static async Task<IResult> MoveAsync(Guid structure, ApiBody<MoveRequest> body, IfMatch match, GetStructure get, MoveStructure move, CancellationToken ct) =>
        await ReadAsync(get, structure, await move.RunAsync(new(structure, match.Version, body.Value.ParentId), ct), ct);

    private static async Task<IResult> UseAsync(Guid structure, ApiBody<UseStructureRequest> body, IfMatch match, GetStructure get, UseStructure use, CancellationToken ct) =>
        await ReadAsync(get, structure, await use.RunAsync(new(structure, match.Version, body.Value.IsActive, body.Value.Anyway), ct), ct);

    private static async Task<IResult> ReadAsync(GetStructure get, Guid id, Result done, CancellationToken ct, bool isNew = false)
    {
        if (done.Failed) return (ApiAnswer)done.Refusal;
        var found = await get.RunAsync(id, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var (view, s) = (found.Value, found.Value.Structure);
        var body = new StructureItem(s.Id, s.Code, s.Name, s.Kind == StructureKind.Client, view.ParentId, view.HasChildren, s.IsActive, Describe(view.Use), s.Version);
        var tag = EntityTags.Of(s.Version, body);
        return isNew ? ApiAnswer.Created($"/structures/{id}", body, tag) : ApiAnswer.Ok(body, tag);
    }

    private static StructureItem Describe(StructureRow row) =>
        new(row.Id, row.Code, row.Name, row.Kind == StructureKind.Client, row.ParentId, row.HasChildren, row.IsActive, Describe(row.Use), row.Version);

    private static PlaceUseItem Describe(PlaceUse use) => new(use.People, use.Sites, use.OpenRecords);
}
