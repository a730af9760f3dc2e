namespace OpsFlux.Kernel.Mail.Templates;

/// <summary>Every kind of mail that leaves, as it is shown to administrators. Texts: <c>MailSample.{name}</c>.</summary>
public enum MailSample
{
    /// <summary>One change of one record.</summary>
    News,

    /// <summary>Several changes of one record.</summary>
    Several,
    Alert,
    DailyDigest,
    WeeklyDigest,

    /// <summary>In the organisation's own words.</summary>
    Template,
    Invitation,
    PasswordReset,
    NewDevice,
    CredentialChange,

    /// <summary>A document for somebody who may have no account.</summary>
    Letter,
    Test,
}
