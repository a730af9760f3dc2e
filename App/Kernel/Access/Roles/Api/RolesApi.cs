using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Access.Roles.Api;

/// <summary>Roles in the REST API: what they give, and who holds them.</summary>
internal static class RolesApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a", EvenIfHeld = "evenIfHeld";

    public static void Map(ApiRoutes api)
    {
        var roles = api.Resource("/roles", "Roles", "Named sets of permissions, given to people and groups.")
            .Where("role", "Code of the role.", "Technician").Where("assignment", "Identifier of the assignment.", Id);
        roles.Get<ApiList<RoleItem>>("", ListAsync, AccessPermissions.View, "listRoles", "List all roles, in one page");
        roles.Create<RoleResource>("", CreateAsync, AccessPermissions.ManageRoles, "createRole", "Make a role")
            .Example(new CreateRoleRequest { Name = "Astreinte", Grants = [new() { Permission = "tickets.view.ticket", Scope = GivenScope.Structure }] });
        roles.Get<RoleResource>("/{role}", GetAsync, AccessPermissions.View, "getRole", "Read one role and what it gives");
        roles.Patch<RoleResource>("/{role}", PatchAsync, AccessPermissions.ManageRoles, "patchRole", "Change fields of a role")
            .About("JSON merge patch: what is absent stays, a list replaces the one before.").Example(new RolePatch { Name = "Astreinte", RequiresSecondFactor = true });
        roles.Delete("/{role}", DeleteAsync, AccessPermissions.ManageRoles, "deleteRole", "Delete a role that somebody made")
            .Takes(new(EvenIfHeld, "Takes it from everybody who holds it; without, a role that is held is refused (409).") { IsFlag = true });
        roles.Get<ApiList<RoleHolderItem>>("/{role}/holders", HoldersAsync, AccessPermissions.View, "listRoleHolders", "List the holders of a role that one may see, at most 200");
        roles.Create<RoleHolderItem>("/{role}/holders", GiveAsync, AccessPermissions.Assign, "giveRole", "Give a role to a person or a group")
            .Example(new GiveRoleRequest { UserId = new(Id) });
        roles.Delete("/{role}/holders/{assignment:guid}", TakeAsync, AccessPermissions.Assign, "takeRole", "Take a role from a person or a group");
    }

    private static async Task<IResult> ListAsync(ListRoles list, CancellationToken ct)
    {
        var all = await list.RunAsync(ct);
        return all.Failed ? (ApiAnswer)all.Refusal
            : ApiAnswer.Ok(new ApiList<RoleItem> { Items = [.. all.Value.Select(r => new RoleItem(r.Id, r.Code, r.Name, r.IsBuiltIn, r.RequiresSecondFactor, r.Holders, r.Permissions))] });
    }

    private static async Task<IResult> CreateAsync(ApiBody<CreateRoleRequest> body, SaveRole save, GetRole get, CancellationToken ct) =>
        await ReadAsync(get, await save.RunAsync(new() { Name = body.Value.Name, RequiresSecondFactor = body.Value.RequiresSecondFactor, Grants = body.Value.Grants }, ct), isNew: true, ct);

    private static Task<IResult> GetAsync(string role, GetRole get, CancellationToken ct) => ReadAsync(get, role, isNew: false, ct);

    private static async Task<IResult> PatchAsync(string role, ApiMerge<RolePatch> patch, IfMatch match, SaveRole save, GetRole get, CancellationToken ct)
    {
        var found = await get.RunAsync(role, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Version != match.Version) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(RoleWriting.Fields(found.Value));
        if (wanted.Failed) return (ApiAnswer)wanted.Refusal;
        if (found.Value.IsBuiltIn && wanted.Value.Name != found.Value.Name) return (ApiAnswer)Refusal.Conflict(AccessRefusals.BuiltIn);
        return await ReadAsync(get, await save.RunAsync(
            new() { Id = found.Value.Id, Version = match.Version, Name = wanted.Value.Name, RequiresSecondFactor = wanted.Value.RequiresSecondFactor, Grants = wanted.Value.Grants }, ct), isNew: false, ct);
    }

    private static async Task<IResult> DeleteAsync(string role, IfMatch match, HttpContext http, GetRole get, DeleteRole delete, CancellationToken ct)
    {
        var found = await get.RunAsync(role, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        return Done(await delete.RunAsync(new(found.Value.Id ?? Guid.Empty, match.Version, http.Request.Query[EvenIfHeld] == "true"), ct));
    }

    private static async Task<IResult> HoldersAsync(string role, GetRole get, CancellationToken ct)
    {
        var found = await get.RunAsync(role, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(new ApiList<RoleHolderItem> { Items = [.. found.Value.Holders.Select(RoleWriting.Describe)] });
    }

    private static async Task<IResult> GiveAsync(string role, ApiBody<GiveRoleRequest> body, ListRoles list, AssignRole assign, ListAssignments held, CancellationToken ct)
    {
        var found = await FindAsync(list, role, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var (wanted, roleId) = (body.Value, found.Value);
        var given = await assign.RunAsync(
            new()
            {
                RoleId = roleId, UserId = wanted.UserId, GroupId = wanted.GroupId, StructureId = wanted.StructureId,
                WithSubStructures = wanted.WithSubStructures, ValidFrom = wanted.ValidFrom, ValidTo = wanted.ValidTo,
            }, ct);
        if (given.Failed) return (ApiAnswer)given.Refusal;
        var now = await held.RunAsync(wanted.UserId, wanted.GroupId, ct);
        if (now.Failed) return (ApiAnswer)now.Refusal;
        return now.Value.Roles.FirstOrDefault(r => r.AssignmentId == given.Value) is { } one ? ApiAnswer.Created($"/roles/{role}/holders", RoleWriting.Describe(one)) : (ApiAnswer)Refusal.NotFound;
    }

    private static async Task<IResult> TakeAsync(string role, Guid assignment, ListRoles list, TakeRole take, CancellationToken ct)
    {
        var found = await FindAsync(list, role, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : Done(await take.RunAsync(assignment, ct, found.Value));
    }

    /// <summary>For whoever may give roles and not look into them.</summary>
    private static async Task<Result<Guid>> FindAsync(ListRoles list, string code, CancellationToken ct)
    {
        var all = await list.RunAsync(ct);
        if (all.Failed) return all.Refusal;
        return all.Value.FirstOrDefault(r => r.Code == code) is { } role ? role.Id : Refusal.NotFound;
    }

    private static ApiAnswer Done(Result result) => result.Failed ? result.Refusal : ApiAnswer.NoContent();

    private static async Task<IResult> ReadAsync(GetRole get, Result<string> code, bool isNew, CancellationToken ct)
    {
        if (code.Failed) return (ApiAnswer)code.Refusal;
        var found = await get.RunAsync(code.Value, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var body = RoleWriting.Describe(found.Value);
        var tag = EntityTags.Of(body.Version, body);
        return isNew ? ApiAnswer.Created($"/roles/{body.Code}", body, tag) : ApiAnswer.Ok(body, tag);
    }
}
