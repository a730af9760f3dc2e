namespace OpsFlux.Shared.Kernel.Api;

/// <summary>Codes of refusals of the REST API itself: stable, public, keys of their texts.</summary>
public static class ApiRefusals
{
    public const string Unauthenticated = "api.unauthenticated";
    public const string InvalidToken = "api.invalid-token";
    public const string TwoFactorRequired = "two-factor-required";

    /// <summary>The person has to change his password, or set up a second factor, in a browser first.</summary>
    public const string SettleInBrowser = "api.settle-in-browser";
    public const string InvalidRefreshToken = "api.invalid-refresh-token";

    /// <summary>Another request exchanged this refresh token a moment ago: its answer is the one that counts.</summary>
    public const string RefreshRaced = "api.refresh-raced";
    public const string Forged = "api.forged";
    public const string BadRequest = "api.bad-request";

    /// <summary>Line and position.</summary>
    public const string MalformedJson = "api.malformed-json";
    public const string MethodNotAllowed = "api.method-not-allowed";
    public const string NotAcceptable = "api.not-acceptable";
    public const string UnsupportedMediaType = "api.unsupported-media-type";
    public const string TooLarge = "api.too-large";
    public const string PreconditionRequired = "api.precondition-required";
    public const string TooManyRequests = "api.too-many-requests";

    /// <summary>Of one person to one hub.</summary>
    public const string TooManyConnections = "api.too-many-connections";
    public const string Unexpected = "api.unexpected";
    public const string KeyReused = "api.idempotency-key-reused";
    public const string KeyInProgress = "api.idempotency-key-in-progress";

    /// <summary>The request was done, and the answer lost with the process that made it.</summary>
    public const string AnswerLost = "api.idempotency-answer-lost";
    public const string TooManyKeys = "api.too-many-keys";
}
