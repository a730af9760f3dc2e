using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Merging;

namespace OpsFlux.Kernel.Notifications.Following;

internal static class FollowDeclaration
{
    /// <summary>Hearing of whole sites and saved views.</summary>
    public static ModuleBuilder AddFollowing(this ModuleBuilder module) => module
        .Texts<FollowText>()
        .AddReference<Site, Follow>(nameof(Follow.SiteId), nameof(Follow.UserId))
        .Profile("/profile/follows", "Follows.Title", order: 27)
        .Api(FollowsApi.Map);
}
