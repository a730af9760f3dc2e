using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>How one wants to be told. Not by a key, which is made for some permissions: none of them is about its owner himself.</summary>
internal static class PreferencesApi
{
    private const string Path = "/preferences";

    public static void Map(ApiResource news)
    {
        news.Get<PreferencesResource>(Path, GetAsync, AccessPolicies.SignedIn, "getNotificationPreferences", "Read how one is told");
        news.Patch<PreferencesResource>(Path, PatchAsync, AccessPolicies.SignedIn, "patchNotificationPreferences", "Choose how one is told")
            .About("JSON merge patch: what is absent stays, a list replaces the one before. What is held back meanwhile follows the new choice at once.")
            .Example(new { digest = DigestRhythm.Daily, digestAt = new TimeOnly(7, 30) });
        news.Delete(Path, DeleteAsync, AccessPolicies.SignedIn, "deleteNotificationPreferences", "Forget one's choice: the defaults of one's roles count again");
    }

    private static async Task<IResult> GetAsync(ICurrentUser user, SavePreferences preferences, CancellationToken ct) =>
        user.NarrowedTo is null ? await ReadAsync(preferences, ct) : (ApiAnswer)Refusal.Forbidden;

    private static async Task<IResult> PatchAsync(ApiMerge<PreferencesPatch> patch, IfMatch match, ICurrentUser user, SavePreferences preferences, CancellationToken ct)
    {
        if (user.NarrowedTo is not null) return (ApiAnswer)Refusal.Forbidden;
        var form = await preferences.LoadAsync(ct);
        if (form.Failed) return (ApiAnswer)form.Refusal;
        if (form.Value.Request.Version != match.Version) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(PreferencesWriting.Fields(form.Value.Request));
        if (wanted.Failed) return (ApiAnswer)wanted.Refusal;
        var request = PreferencesWriting.Request(wanted.Value, match.Version);
        if (request.Failed) return (ApiAnswer)request.Refusal;
        var saved = await preferences.RunAsync(request.Value, ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(preferences, ct);
    }

    private static async Task<IResult> DeleteAsync(ICurrentUser user, SavePreferences preferences, CancellationToken ct) =>
        user.NarrowedTo is null ? NotificationsApi.Done(await preferences.ResetAsync(ct)) : (ApiAnswer)Refusal.Forbidden;

    private static async Task<ApiAnswer> ReadAsync(SavePreferences preferences, CancellationToken ct)
    {
        var form = await preferences.LoadAsync(ct);
        if (form.Failed) return form.Refusal;
        var body = PreferencesWriting.Describe(form.Value);
        return ApiAnswer.Ok(body, EntityTags.Of(form.Value.Request.Version, body));
    }
}
