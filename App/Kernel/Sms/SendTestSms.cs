using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Sms;

/// <summary>
/// Sends a message to one's own confirmed number and answers what the gateway said, refused or not; five within ten minutes.
/// Refuses: forbidden, sms-off, sms-no-number, tests-too-many.
/// </summary>
[Needs(SmsPermissions.ManageGateway, Everywhere = true)]
public sealed class SendTestSms(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, SmsGateway gateway, TestLimit limit, SmsLetters letters) : IUseCase
{
    public async Task<Result<SmsOutcome>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(SmsPermissions.ManageGateway)) return Refusal.Forbidden;
        if (!gateway.IsOn) return SmsRefusals.Off;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var me = await db.Set<User>().Where(u => u.Id == user.Id && u.PhoneNumberConfirmed).Select(u => new { u.PhoneNumber, u.Language }).SingleOrDefaultAsync(ct);
        if (me?.PhoneNumber is not { } phone) return SmsRefusals.NoNumber;
        if ((await limit.TakeAsync("sms", user.Id, ct)).Refusal is { } tooMany) return tooMany;
        var outcome = await gateway.SendAsync(phone, await letters.TestAsync(me.Language, ct), ct);
        AuditWriter.Add(db, AuditAction.Change, "sms-gateway", null, $"test: {outcome.Verdict} {outcome.Status}");
        await db.SaveChangesAsync(ct);
        return outcome;
    }
}
