using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Roles.Api;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Accounts.People.Api;

/// <summary>People in the REST API: the administration's use cases. Links for choosing a password are handed over on pages alone.</summary>
internal static class UsersApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a";

    public static void Map(ApiRoutes api)
    {
        var users = api.Resource("/users", "Users", "People, with their accounts, groups and roles.").Where("user", "Identifier of the person.", Id);
        users.List<UserListItem>("", ListAsync, UserPermissions.View, "listUsers", "List the people one may see", UserListing.Declared);
        users.Create<CreatedUserAnswer>("", CreateAsync, UserPermissions.Manage, "createUser", "Add a person, and invite him or her by mail or later")
            .Example(new CreateUserRequest { DisplayName = "Karim Benali", Email = "karim.benali@example.org", StructureId = new(Id) });
        users.Get<UserResource>("/{user:guid}", GetAsync, UserPermissions.View, "getUser", "Read one person");
        users.Patch<UserResource>("/{user:guid}", PatchAsync, UserPermissions.Manage, "patchUser", "Change fields of a person")
            .About("JSON merge patch: what is absent stays, what is null is cleared, a list replaces the one before.")
            .Example(new UserPatch { DisplayName = "Karim Benali", StructureId = new(Id), IsAvailable = true });
        users.Post<UserResource>("/{user:guid}/deactivate", DeactivateAsync, UserPermissions.Manage, "deactivateUser", "Take an account out of use, and hand over what is open")
            .Example(new DeactivateRequest { HandOverTo = new(Id) });
        users.Post<UserResource>("/{user:guid}/reactivate", ReactivateAsync, UserPermissions.Manage, "reactivateUser", "Put an account back into use");
        users.Get<ApiList<NamedRef>>("/{user:guid}/groups", GroupsAsync, UserPermissions.View, "listUserGroups", "List the groups of a person");
        users.Get<HeldRoles>("/{user:guid}/roles", RolesAsync, AccessPolicies.SignedIn, "listUserRoles", "List the roles of a person, for whoever may see or give roles");
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, UserListing listing, CancellationToken ct) => await listing.RunAsync(request, ct);

    private static async Task<IResult> CreateAsync(ApiBody<CreateUserRequest> body, CreateUser create, GetUser get, CancellationToken ct)
    {
        // An answer is kept for its Idempotency-Key, and a link that opens an account is not to be kept.
        if (body.Value.Welcome == UserWelcome.Link) return (ApiAnswer)Refusal.Invalid(new FieldError(nameof(body.Value.Welcome), "unknown-value"));
        var created = await create.RunAsync(body.Value, ct);
        if (created.Failed) return (ApiAnswer)created.Refusal;
        var read = await get.RunAsync(created.Value.Id, ct);
        if (read.Failed) return (ApiAnswer)read.Refusal;
        var user = UserWriting.Describe(read.Value);
        return ApiAnswer.Created($"/users/{user.Id}", new CreatedUserAnswer(user, created.Value.NotWelcomed?.Code), EntityTags.Of(read.Value.Stamp, user));
    }

    private static Task<IResult> GetAsync(Guid user, GetUser get, CancellationToken ct) => ReadAsync(get, user, default, ct);

    private static async Task<IResult> PatchAsync(Guid user, ApiMerge<UserPatch> patch, IfMatch match, GetUser get, SaveUser save, CancellationToken ct)
    {
        var found = await get.RunAsync(user, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Stamp != match.Stamp) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(UserWriting.Fields(found.Value));
        return wanted.Failed ? (ApiAnswer)wanted.Refusal : await ReadAsync(get, user, await save.RunAsync(UserWriting.Request(user, match.Stamp, wanted.Value), ct), ct);
    }

    private static async Task<IResult> DeactivateAsync(Guid user, ApiBody<DeactivateRequest> body, IfMatch match, GetUser get, DeactivateUser deactivate, CancellationToken ct) =>
        await ReadAsync(get, user, await deactivate.RunAsync(new() { Id = user, Stamp = match.Stamp, HandOverTo = body.Value.HandOverTo, HandsOver = body.Value.HandsOver }, ct), ct);

    private static async Task<IResult> ReactivateAsync(Guid user, IfMatch match, GetUser get, ReactivateUser reactivate, CancellationToken ct) =>
        await ReadAsync(get, user, await reactivate.RunAsync(user, match.Stamp, ct), ct);

    private static async Task<IResult> GroupsAsync(Guid user, GetUser get, CancellationToken ct)
    {
        var found = await get.RunAsync(user, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(new ApiList<NamedRef> { Items = UserWriting.Describe(found.Value).Groups });
    }

    private static Task<IResult> RolesAsync(Guid user, RoleWriting roles, CancellationToken ct) => roles.OfHolderAsync(user, null, ct);

    private static async Task<IResult> ReadAsync(GetUser get, Guid id, Result done, CancellationToken ct)
    {
        if (done.Failed) return (ApiAnswer)done.Refusal;
        var found = await get.RunAsync(id, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var user = UserWriting.Describe(found.Value);
        return ApiAnswer.Ok(user, EntityTags.Of(found.Value.Stamp, user));
    }
}
