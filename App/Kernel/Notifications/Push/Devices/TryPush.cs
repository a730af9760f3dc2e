using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications.Push.Sending;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Push.Devices;

/// <summary>
/// Sends a test to one of one's own devices, in the language of whoever asks; five within ten minutes. Refuses: not-found,
/// tests-too-many, push.gone, push.asleep, push.put-off, push.refused.
/// </summary>
[SignedInOnly("one's own device")]
public sealed class TryPush(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PushSender sender, TestLimit limit, TextCatalog texts) : IUseCase
{
    /// <summary>Whoever tries looks at the device now.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    public async Task<Result> RunAsync(Guid pushDeviceId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<PushSubscription>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == pushDeviceId && p.UserId == user.Id, ct) is not { } device) return Refusal.NotFound;
        if ((await limit.TakeAsync("push", user.Id, ct)).Refusal is { } tooMany) return tooMany;
        var test = new PushPayload(texts["Push.Test.Title"], texts["Push.Test.Body"], "/profile/push", "test");
        return (await sender.SendAsync(device, test, PushUrgency.High, Kept, "test", ct)).Result switch
        {
            PushResult.Accepted => Result.Ok,
            PushResult.Gone => Refusal.Conflict("push.gone"),
            PushResult.Asleep => Refusal.Conflict("push.asleep"),
            PushResult.PutOff => new Refusal(RefusalKind.Unavailable, "push.put-off"),
            _ => Refusal.Conflict("push.refused"),
        };
    }
}
