namespace OpsFlux.Shared.Kernel;

/// <summary>What is wrong with a password somebody chose. Each is the key of its sentence.</summary>
public static class PasswordFlaws
{
    /// <summary>Argument: the fewest characters.</summary>
    public const string TooShort = "password-too-short";

    /// <summary>Argument: the most characters.</summary>
    public const string TooLong = "password-too-long";

    /// <summary>Argument: a word in it that everybody uses.</summary>
    public const string Common = "password-common";

    /// <summary>Argument: a word in it that is known of the person.</summary>
    public const string Personal = "password-personal";
    public const string Repeated = "password-repeated";
    public const string Keyboard = "password-keyboard";
    public const string Sequence = "password-sequence";

    /// <summary>The same as before.</summary>
    public const string Unchanged = "password-unchanged";

    /// <summary>The second time it was typed differently.</summary>
    public const string Different = "password-different";
    public const string WrongCurrent = "password-wrong";
}

/// <summary>Why a password, a link, a second factor or a passkey was refused.</summary>
public static class CredentialRefusals
{
    /// <summary>The directory knows his password, and only there can it be changed.</summary>
    public const string InDirectory = "password-in-directory";

    /// <summary>Who he is has to be proved anew, because the session's proof is older than ten minutes.</summary>
    public const string ProofNeeded = "proof-needed";
    public const string ProofWrong = "proof-wrong";

    /// <summary>Too many wrong proofs; try again later.</summary>
    public const string ProofBlocked = "proof-blocked";
    public const string LinkUnknown = "link-unknown";
    public const string LinkUsed = "link-used";
    public const string LinkExpired = "link-expired";
    public const string LinkReplaced = "link-replaced";
    public const string MailOff = "mail-off";
    public const string EnrolmentExpired = "enrolment-expired";
    public const string AlreadyEnrolled = "authenticator-already";
    public const string NotEnrolled = "authenticator-none";

    /// <summary>A role asks for a second factor, and this is the last one.</summary>
    public const string FactorRequired = "second-factor-required";
    public const string PasskeyRefused = "passkey-refused";
    public const string PasskeyLimit = "passkey-limit";
}
