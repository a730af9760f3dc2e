using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>One's own number, as one's own page shows it.</summary>
/// <param name="IsOn">Whether SMS can be sent at all.</param>
/// <param name="Number">Confirmed; null without one.</param>
/// <param name="Pending">Number whose code has not been typed yet.</param>
/// <param name="IsAllowed">The organisation lets codes by SMS be a second factor.</param>
/// <param name="IsFactor">It is this person's, whether or not it counts today.</param>
/// <param name="Country">Whose national form is meant.</param>
public sealed record PhoneView(bool IsOn, string? Number, string? Pending, bool IsAllowed, bool IsFactor, string Country);

/// <summary>Reads one's own number. Refuses: not-found.</summary>
[SignedInOnly("one's own number")]
public sealed class GetPhone(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadSettings settings, SmsCodes codes, SmsGateway gateway) : IUseCase
{
    public async Task<Result<PhoneView>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct) is not { } me) return Refusal.NotFound;
        return new PhoneView(
            gateway.IsOn,
            me.PhoneNumberConfirmed ? me.PhoneNumber : null,
            await codes.PendingAsync(db, me.Id, ct),
            await settings.FlagAsync(db, SmsFactor.Allowed, Guid.Empty, ct),
            me.SmsFactorAt is not null,
            await settings.ChoiceAsync(db, RequestPhoneCode.Country, Guid.Empty, ct));
    }
}
