namespace OpsFlux.Shared.Kernel;

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class PrivacyRefusals
{
    /// <summary>Whoever is left has to be able to administer.</summary>
    public const string LastAdministrator = "privacy.last-administrator";
    public const string NotYourself = "privacy.not-yourself";
    public const string AlreadyDone = "privacy.already-done";
}

public static class PrivacyLimits
{
    public const int ReasonMax = 400;
    public const int LongestMonths = 600;
}

/// <summary>Replaces a person by a pseudonym, for good.</summary>
public sealed class AnonymiseRequest
{
    public Guid PersonId { get; set; }

    /// <summary>The person's user name, typed: there is no way back.</summary>
    [RequiredText(1, 256)]
    public string UserName { get; set; } = "";

    /// <summary>Stands in the audit log.</summary>
    [RequiredText(3, PrivacyLimits.ReasonMax)]
    public string Reason { get; set; } = "";
}

/// <summary>Says after how many months a rule applies; null switches it off.</summary>
/// <param name="Seen">What stood there when the user looked.</param>
public sealed record SaveRetentionRequest(string Code, int? Months, int? Seen);
