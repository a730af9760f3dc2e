using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Sms;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>Urgent news to a confirmed mobile number, by the gateway of the configuration.</summary>
public sealed class SmsChannel(SmsGateway gateway, NewsWording wording) : INotificationChannel
{
    public NotificationChannel Channel => NotificationChannel.Sms;

    public bool LeavesProcess => true;

    public Task<bool> IsOnAsync(AppDbContext db, CancellationToken ct) => Task.FromResult(gateway.IsOn);

    public async Task<ChannelOutcome> DeliverAsync(AppDbContext db, DueBundle bundle, CancellationToken ct)
    {
        var number = await db.Set<User>().Where(u => u.Id == bundle.UserId && u.PhoneNumberConfirmed).Select(u => u.PhoneNumber).SingleOrDefaultAsync(ct);
        if (number is null) return ChannelOutcome.Done with { Silence = Silence.NoAddress };
        var outcome = await gateway.SendAsync(number, SmsWords.Urgent(await wording.SentenceAsync(db, bundle.UserId, bundle.All[0].News, ct)), ct);
        return outcome.Verdict switch
        {
            SmsVerdict.Accepted => ChannelOutcome.Done,
            SmsVerdict.PutOff => new(ChannelVerdict.PutOff, outcome.Answer, outcome.RetryAfter),
            SmsVerdict.Refused => new(ChannelVerdict.Refused, outcome.Answer),
            _ => new(ChannelVerdict.Unavailable, $"{outcome.Problem} {outcome.Answer}".TrimEnd()),
        };
    }
}
