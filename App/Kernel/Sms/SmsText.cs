namespace OpsFlux.Kernel.Sms;

/// <summary>Marks the texts of text messages, of mobile numbers, and of codes by SMS.</summary>
public sealed class SmsText;
