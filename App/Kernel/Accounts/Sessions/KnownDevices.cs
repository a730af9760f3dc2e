using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>The device somebody comes from; <paramref name="IsNew"/>: he never signed in from it.</summary>
public sealed record MetDevice(KnownDevice? Device, bool IsNew);

/// <summary>Tells a browser that a person signed in from before, by the key in its cookie, from a new one.</summary>
public sealed class KnownDevices
{
    /// <summary>Adds a new one to <paramref name="db"/>. None for a browser that brought no key.</summary>
    public async Task<MetDevice> MeetAsync(AppDbContext db, User person, DoorRequest how, DateTimeOffset now, CancellationToken ct)
    {
        var hash = how.IsApi ? DeviceKeys.HashOfClient(how.UserAgent) : DeviceKeys.HashOf(how.DeviceKey);
        if (hash is null) return new(null, IsNew: true);

        var agent = how.UserAgent?.CutTo(SignInRecord.LongestAgent);
        var known = await db.Set<KnownDevice>().SingleOrDefaultAsync(d => d.UserId == person.Id && d.KeyHash == hash, ct);
        if (known is not null)
        {
            (known.LastSeenAt, known.UserAgent) = (now, agent);
            return new(known, IsNew: false);
        }

        var device = new KnownDevice { UserId = person.Id, KeyHash = hash, UserAgent = agent, FirstSeenAt = now, LastSeenAt = now };
        db.Add(device);
        return new(device, IsNew: true);
    }
}
