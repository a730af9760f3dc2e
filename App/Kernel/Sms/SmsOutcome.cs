using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Sms;

/// <summary>What became of a message that was handed to the gateway.</summary>
public enum SmsVerdict
{
    Accepted,

    /// <summary>Not now: the line broke, the gateway is busy or failed. It may have been sent all the same.</summary>
    PutOff,

    /// <summary>Not this message, ever.</summary>
    Refused,

    /// <summary>No message gets through before somebody mends the configuration: it counts against none.</summary>
    Unavailable,
}

/// <summary>What is wrong with the gateway or its configuration. Texts: <c>SmsProblem.{name}</c>.</summary>
public enum SmsProblem
{
    /// <summary>SMS is not configured.</summary>
    Off,
    Unreachable,
    Certificate,

    /// <summary>401 or 403.</summary>
    NotLetIn,

    /// <summary>It leads elsewhere, where our keys are not sent.</summary>
    Redirect,
}

/// <summary>The gateway's verdict on one message.</summary>
/// <param name="Status">Of HTTP; null where none was answered.</param>
/// <param name="Answer">The beginning of what it said, on one line and without our secrets; may quote number and text, so it is never logged.</param>
public sealed record SmsOutcome(SmsVerdict Verdict, int? Status = null, string Answer = "")
{
    public SmsProblem? Problem { get; init; }

    /// <summary>How long it asks to wait, where it does.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Null where it was accepted.</summary>
    public Refusal? Refusal => Verdict switch
    {
        SmsVerdict.Accepted => null,
        SmsVerdict.PutOff => new(RefusalKind.Unavailable, "sms-put-off"),
        SmsVerdict.Refused => Results.Refusal.Conflict("sms-refused"),
        _ => new(RefusalKind.Unavailable, "sms-unavailable"),
    };
}
