namespace OpsFlux.Kernel.Mail;

/// <summary>Marks the texts of outgoing mail.</summary>
public sealed class MailText;
