using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Sms;

/// <summary>Why nothing is sent by SMS, or what was sent counts for nothing.</summary>
public static class SmsRefusals
{
    public static readonly Refusal Off = Refusal.Conflict("sms-off");

    /// <summary>No code waits for this: it is too old, was used, or was guessed at too often.</summary>
    public static readonly Refusal CodeExpired = Refusal.Conflict("sms-code-expired");

    /// <summary>To everybody who may not be sent a code, whatever the reason.</summary>
    public static readonly Refusal NotOffered = Refusal.Conflict("sms-not-offered");
    public static readonly Refusal NoNumber = Refusal.Conflict("sms-no-number");
    public static readonly Refusal FactorAlready = Refusal.Conflict("sms-factor-already");
    public static readonly Refusal FactorNone = Refusal.Conflict("sms-factor-none");
}
