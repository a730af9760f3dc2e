namespace OpsFlux.Kernel.Mail.Templates;

/// <summary>Marks the texts of the page that shows mails, and of the invented news in them.</summary>
public sealed class MailTemplatesText;
