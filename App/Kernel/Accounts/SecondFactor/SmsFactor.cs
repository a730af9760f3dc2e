using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Settings;
using OpsFlux.Kernel.Sms.Numbers;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>
/// Codes by SMS as a second factor: of whoever switched it on for his confirmed number, while the organisation allows it.
/// Once it is not allowed any more, it is no factor: nobody is asked for a code that he cannot be sent.
/// </summary>
public sealed class SmsFactor(ReadSettings settings, SmsCodes codes)
{
    public static readonly FlagSetting Allowed = new("Sms.SecondFactor", false) { IsForAll = true };

    /// <summary>For queries over many people: has a row while it is allowed.</summary>
    public static IQueryable<SettingValue> AllowedIn(AppDbContext db) => db.Set<SettingValue>().Where(v => v.Code == Allowed.Code && v.StructureId == null && v.Value == "true");

    /// <summary>The number that codes go to; null where SMS is no factor of this person's.</summary>
    public async Task<string?> NumberAsync(AppDbContext db, User person, CancellationToken ct) =>
        person is { SmsFactorAt: not null, PhoneNumberConfirmed: true, PhoneNumber: { } number } && await settings.FlagAsync(db, Allowed, Guid.Empty, ct) ? number : null;

    public async Task<bool> IsOnAsync(AppDbContext db, User person, CancellationToken ct) => await NumberAsync(db, person, ct) is not null;

    /// <summary>True once for the code that was sent for this challenge.</summary>
    public async Task<bool> UseAsync(AppDbContext db, User person, Guid challengeId, string typed, CancellationToken ct) =>
        await NumberAsync(db, person, ct) is { } number && await codes.UseAsync(db, person.Id, number, challengeId, typed, ct);
}
