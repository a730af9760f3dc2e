namespace OpsFlux.Kernel.Accounts.Credentials;

/// <summary>What somebody is told by mail when the way into his account changed. Texts: <c>CredentialMail.{name}</c>.</summary>
public enum CredentialNews
{
    PasswordChanged,
    AuthenticatorAdded,
    AuthenticatorRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    RecoveryCodeUsed,
    RecoveryCodesRenewed,
    SmsFactorAdded,
    SmsFactorRemoved,

    /// <summary>Codes by SMS go to another number from here on.</summary>
    SmsNumberChanged,

    /// <summary>By an administrator: all factors at once.</summary>
    SecondFactorReset,
}
