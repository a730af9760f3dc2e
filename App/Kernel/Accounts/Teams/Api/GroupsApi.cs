using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Roles.Api;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Accounts.Teams.Api;

/// <summary>Groups in the REST API: the administration's use cases.</summary>
internal static class GroupsApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a";

    private static readonly ApiListOf Declared = new(["name"], [new("state", "Whether they are in use.") { Values = ["active", "inactive"] }]) { IsAscending = true, IsCounted = false };

    public static void Map(ApiRoutes api)
    {
        var groups = api.Resource("/groups", "Groups", "Groups of people, to which roles are given and records are routed.")
            .Where("group", "Identifier of the group.", Id).Where("person", "Identifier of the person.", Id);
        groups.List<GroupItem>("", ListAsync, UserPermissions.ManageGroups, "listGroups", "List the groups one may manage", Declared);
        groups.Create<GroupResource>("", CreateAsync, UserPermissions.ManageGroups, "createGroup", "Add a group").Example(new CreateGroupRequest { Name = "Support", StructureId = new(Id) });
        groups.Get<GroupResource>("/{group:guid}", GetAsync, UserPermissions.ManageGroups, "getGroup", "Read one group with its members");
        groups.Patch<GroupResource>("/{group:guid}", PatchAsync, UserPermissions.ManageGroups, "patchGroup", "Change fields of a group")
            .About("JSON merge patch: what is absent stays, what is null is cleared.").Example(new GroupPatch { Name = "Support de nuit" });
        groups.Post<GroupResource>("/{group:guid}/use", UseAsync, UserPermissions.ManageGroups, "useGroup", "Put a group into use or out of use").Example(new UseRequest { IsActive = false });
        groups.Put("/{group:guid}/members/{person:guid}", AddAsync, UserPermissions.ManageGroups, "addGroupMember", "Put a person into a group");
        groups.Delete("/{group:guid}/members/{person:guid}", RemoveAsync, UserPermissions.ManageGroups, "removeGroupMember", "Take a person out of a group");
        groups.Get<HeldRoles>("/{group:guid}/roles", RolesAsync, AccessPolicies.SignedIn, "listGroupRoles", "List the roles of a group, for whoever may see or give roles");
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListGroups list, CancellationToken ct)
    {
        var filter = GroupFilter.Parse(ApiFilters.Of(request));
        if (filter.Failed) return (ApiAnswer)ApiFilters.Refused(filter.Refusal);
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        return page.Failed ? (ApiAnswer)page.Refusal
            : ApiAnswer.Ok(new ApiList<GroupItem> { Items = [.. page.Value.Rows.Select(g => new GroupItem(g.Id, g.Name, g.Structure, g.Members, g.IsActive))], Next = request.Next(page.Value.Next) });
    }

    private static async Task<IResult> CreateAsync(ApiBody<CreateGroupRequest> body, SaveGroup save, GetGroup get, CancellationToken ct)
    {
        var saved = await save.RunAsync(new() { Name = body.Value.Name, StructureId = body.Value.StructureId }, ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, saved.Value, default, ct, isNew: true);
    }

    private static Task<IResult> GetAsync(Guid group, GetGroup get, CancellationToken ct) => ReadAsync(get, group, default, ct);

    private static async Task<IResult> PatchAsync(Guid group, ApiMerge<GroupPatch> patch, IfMatch match, GetGroup get, SaveGroup save, CancellationToken ct)
    {
        var found = await get.RunAsync(group, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Group.Version != match.Version) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(new() { Name = found.Value.Group.Name, StructureId = found.Value.Group.StructureId });
        if (wanted.Failed) return (ApiAnswer)wanted.Refusal;
        var saved = await save.RunAsync(new() { Id = group, Version = match.Version, Name = wanted.Value.Name, StructureId = wanted.Value.StructureId }, ct);
        return await ReadAsync(get, group, new(saved.Refusal), ct);
    }

    private static async Task<IResult> UseAsync(Guid group, ApiBody<UseRequest> body, IfMatch match, GetGroup get, SaveGroup save, CancellationToken ct) =>
        await ReadAsync(get, group, await save.ActivateAsync(group, match.Version, body.Value.IsActive, ct), ct);

    private static async Task<IResult> AddAsync(Guid group, Guid person, ChangeMembers change, CancellationToken ct)
    {
        var done = await change.AddAsync(group, person, ct);
        return done.Failed && done.Refusal.Code != PeopleRefusals.AlreadyMember ? (ApiAnswer)done.Refusal : ApiAnswer.NoContent();   // repeating it is harmless
    }

    private static async Task<IResult> RemoveAsync(Guid group, Guid person, ChangeMembers change, CancellationToken ct)
    {
        var done = await change.RemoveAsync(group, person, ct);
        return done.Failed ? (ApiAnswer)done.Refusal : ApiAnswer.NoContent();
    }

    private static Task<IResult> RolesAsync(Guid group, RoleWriting roles, CancellationToken ct) => roles.OfHolderAsync(null, group, ct);

    private static async Task<IResult> ReadAsync(GetGroup get, Guid id, Result done, CancellationToken ct, bool isNew = false)
    {
        if (done.Failed) return (ApiAnswer)done.Refusal;
        var found = await get.RunAsync(id, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var g = found.Value.Group;
        var body = new GroupResource(
            g.Id, g.Name, g.StructureId, g.IsActive, found.Value.MemberCount,
            [.. found.Value.Members.Select(m => new MemberItem(m.Id, m.UserName, m.DisplayName, ApiJson.Name(m.State.ToString())))], g.Version);
        var tag = EntityTags.Of(g.Version, body);
        return isNew ? ApiAnswer.Created($"/groups/{id}", body, tag) : ApiAnswer.Ok(body, tag);
    }
}
