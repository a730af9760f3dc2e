namespace OpsFlux.Kernel.Mail;

/// <summary>Outgoing mail can hold anything that anybody is told: the list is for administrators and auditors.</summary>
public static class MailPermissions
{
    public const string View = "mails.view.mail";

    /// <summary>To send again, cancel, and try the server.</summary>
    public const string Manage = "mails.manage.mail";
}
