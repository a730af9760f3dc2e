using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>Tells the owner of an account that somebody signed in to it: always, from a new device, or never, as the organisation chose.</summary>
public sealed class SignInMail(ReadSettings settings, AccountMails mails, MailSettings mail)
{
    public static readonly ChoiceSetting When = new("Accounts.SignInMail", "new-device", ["always", "new-device", "never"]) { IsForAll = true };

    public async Task AddAsync(AppDbContext db, User person, Session session, bool isNewDevice, CancellationToken ct)
    {
        if (!mail.IsOn) return;
        var chosen = await settings.ChoiceAsync(db, When, person.StructureId, ct);
        if (chosen == "never" || (chosen == "new-device" && !isNewDevice)) return;
        await mails.AddAsync(db, person, Of(isNewDevice, session.CreatedAt, AgentWords.Of(session.UserAgent), session.IpAddress ?? "–"), ct);
    }

    /// <param name="agent">The browser: a text, or the key of one.</param>
    internal static AccountMail Of(bool isNewDevice, DateTimeOffset at, object agent, string address) => new()
    {
        Headline = isNewDevice ? "SignInMail.NewDevice" : "SignInMail.Headline",
        Body = "SignInMail.Body",
        Details = [("SignInMail.At", at), ("SignInMail.Agent", agent), ("SignInMail.Address", address)],
        ActionText = "SignInMail.Action",
        ActionPath = "/profile/sessions",
    };
}
