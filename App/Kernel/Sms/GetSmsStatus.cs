using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Sms;

/// <summary>How the gateway is configured and does.</summary>
/// <param name="Host">Host and port; never more of the address.</param>
/// <param name="Headers">Names of the headers that are sent; never what they say.</param>
/// <param name="MyNumber">Where a test would go; null without a confirmed number.</param>
/// <param name="FactorAllowed">Codes by SMS may be a second factor.</param>
/// <param name="FactorPeople">How many have chosen it.</param>
public sealed record SmsStatus(
    bool IsOn, bool IsWanted, IReadOnlyList<string> Missing, IReadOnlyList<string> Wrong, string? Host, bool IsInClear, string? From, IReadOnlyList<string> Headers,
    SmsCounts Counts, string? MyNumber, bool FactorAllowed, int FactorPeople);

/// <summary>For the page of administration. Refuses: forbidden.</summary>
[Needs(SmsPermissions.ManageGateway, Everywhere = true)]
public sealed class GetSmsStatus(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsSettings gateway, SmsTally tally, ReadSettings settings) : IUseCase
{
    public async Task<Result<SmsStatus>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(SmsPermissions.ManageGateway)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return new SmsStatus(
            gateway.IsOn, gateway.IsWanted, gateway.Missing, gateway.Wrong, gateway.Host, gateway.IsInClear, gateway.From, [.. gateway.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase)],
            tally.Counts,
            await db.Set<User>().Where(u => u.Id == user.Id && u.PhoneNumberConfirmed).Select(u => u.PhoneNumber).SingleOrDefaultAsync(ct),
            await settings.FlagAsync(db, SmsFactor.Allowed, Guid.Empty, ct),
            await db.Set<User>().CountAsync(u => u.SmsFactorAt != null && u.IsActive, ct));
    }
}
