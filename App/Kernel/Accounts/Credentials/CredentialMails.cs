using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Composing;

namespace OpsFlux.Kernel.Accounts.Credentials;

/// <summary>Tells the owner of an account, whatever he muted, that the way into it changed: if it was not he, he should hear at once.</summary>
public sealed class CredentialMails(AccountMails mails, ICurrentUser user, TimeProvider clock)
{
    /// <summary>Within the caller's save. Nothing where mail is off or the person has no address.</summary>
    public Task TellAsync(AppDbContext db, User person, CredentialNews news, CancellationToken ct) =>
        mails.AddAsync(db, person, Of(news, clock.GetUtcNow(), user.IpAddress ?? "–"), ct);

    internal static AccountMail Of(CredentialNews news, DateTimeOffset at, string address) => new()
    {
        Headline = $"CredentialMail.{news}",
        Body = "CredentialMail.Body",
        Details = [("CredentialMail.At", at), ("CredentialMail.Address", address)],
        ActionText = "CredentialMail.Action",
        ActionPath = "/profile/security",
    };
}
