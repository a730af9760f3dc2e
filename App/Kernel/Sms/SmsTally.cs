namespace OpsFlux.Kernel.Sms;

/// <summary>How sending has gone since an instance started.</summary>
public sealed record SmsCounts(DateTimeOffset Since, int Accepted, int PutOff, int Refused, int Unavailable)
{
    public DateTimeOffset? LastAcceptedAt { get; init; }
    public DateTimeOffset? LastFailedAt { get; init; }

    /// <summary>The last that was not accepted.</summary>
    public SmsOutcome? LastFailure { get; init; }
}

/// <summary>Counts what became of messages, in this instance and since it started: what there is to tell an administrator, and no names.</summary>
public sealed class SmsTally(TimeProvider clock)
{
    private readonly Lock gate = new();
    private SmsCounts counts = new(clock.GetUtcNow(), 0, 0, 0, 0);

    public SmsCounts Counts
    {
        get
        {
            lock (gate) return counts;
        }
    }

    public void Count(SmsOutcome outcome)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            counts = outcome.Verdict switch
            {
                SmsVerdict.Accepted => counts with { Accepted = counts.Accepted + 1, LastAcceptedAt = now },
                SmsVerdict.PutOff => counts with { PutOff = counts.PutOff + 1 },
                SmsVerdict.Refused => counts with { Refused = counts.Refused + 1 },
                _ => counts with { Unavailable = counts.Unavailable + 1 },
            };
            if (outcome.Verdict is not SmsVerdict.Accepted) counts = counts with { LastFailedAt = now, LastFailure = outcome with { Answer = "" } };
        }
    }
}
