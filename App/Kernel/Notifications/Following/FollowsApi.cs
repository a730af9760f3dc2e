using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Notifications.Following;

/// <summary>What one follows, in the REST API.</summary>
internal static class FollowsApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002b";

    public static void Map(ApiRoutes api)
    {
        var follows = api.Resource("/follows", "Follows", "Sites and saved views that the caller follows.")
            .Where("kind", "What is followed: `site` or `view`.", "site").Where("target", "Identifier of the site or of the saved view.", Id);
        follows.Get<ApiList<FollowItem>>("", ListAsync, AccessPolicies.SignedIn, "listFollows", "List what one follows, by name")
            .About("All at once: nobody follows more than a hundred of each kind.");
        follows.Put("/{kind}/{target:guid}", FollowAsync, AccessPolicies.SignedIn, "follow", "Follow a site or a saved view")
            .About("Whoever follows a site is told of its tickets like somebody who watches each of them; whoever follows a view is told what newly enters it.");
        follows.Delete("/{kind}/{target:guid}", UnfollowAsync, AccessPolicies.SignedIn, "unfollow", "Follow something no more");
    }

    private static async Task<IResult> ListAsync(ListFollowed list, CancellationToken ct) =>
        ApiAnswer.Ok(new ApiList<FollowItem> { Items = [.. (await list.RunAsync(ct)).Select(f => new FollowItem(CodeOf(f.Kind), f.Id, f.Name, f.Since, f.IsIdle))] });

    private static async Task<IResult> FollowAsync(string kind, Guid target, FollowTarget follow, CancellationToken ct) =>
        KindOf(kind) is { } known ? Done(await follow.RunAsync(known, target, ct)) : Done(Refusal.NotFound);

    private static async Task<IResult> UnfollowAsync(string kind, Guid target, UnfollowTarget unfollow, CancellationToken ct) =>
        KindOf(kind) is { } known ? Done(await unfollow.RunAsync(known, target, ct)) : Done(Refusal.NotFound);

    private static ApiAnswer Done(Result result) => result.Refusal is { } refusal ? refusal : ApiAnswer.NoContent();

    private static string CodeOf(FollowKind kind) => kind is FollowKind.View ? "view" : "site";

    private static FollowKind? KindOf(string code) => code switch
    {
        "site" => FollowKind.Site,
        "view" => FollowKind.View,
        _ => null,
    };
}
