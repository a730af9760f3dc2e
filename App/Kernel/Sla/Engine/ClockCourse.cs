using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Kernel.Sla.Engine;

/// <summary>Why a clock stood still. <see cref="Resolution"/> marks the time between a resolution and its undoing.</summary>
/// <param name="To">Null while it lasts.</param>
public sealed record ClockPause(DateTimeOffset From, DateTimeOffset? To, string Reason)
{
    public const string Resolution = "resolved";

    /// <summary>The time between a cancellation and its undoing.</summary>
    public const string Cancellation = "cancelled";

    /// <summary>Key of a cancellation because the record was taken out of sight: bringing it back undoes it.</summary>
    public const string Deletion = "deleted";
}

/// <summary>
/// The story of one clock, folded from its facts whatever order they are given in. Pauses are half-open, may overlap and
/// may lie before the start.
/// </summary>
/// <param name="Target">Null: nothing is agreed.</param>
/// <param name="StartedAt">Null before it starts.</param>
public sealed record ClockCourse(
    ClockTarget? Target, DateTimeOffset? StartedAt, IReadOnlyList<ClockPause> Pauses, DateTimeOffset? StoppedAt, string? CancelledFor, string? ExcludedFor)
{
    public bool IsCancelled => CancelledFor is not null;

    /// <summary>Since when nothing is awaited any more; null while something is.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Where its time ends for whoever looks at that instant: when it stopped or was given up, if that was before.</summary>
    public DateTimeOffset EndAt(DateTimeOffset now)
    {
        var end = StoppedAt is { } stopped ? Earlier(stopped, now) : now;
        return CancelledAt is { } cancelled ? Earlier(cancelled, end) : end;
    }

    /// <param name="target">What is agreed until a fact changes it.</param>
    public static ClockCourse Of(ClockTarget? target, IEnumerable<ClockFact> facts)
    {
        DateTimeOffset? started = null, stopped = null, cancelled = null;
        string? cause = null, excluded = null;
        var open = new Dictionary<string, DateTimeOffset>();
        var pauses = new List<ClockPause>();
        foreach (var fact in facts.OrderBy(f => f.At).ThenBy(f => f.Kind).ThenBy(f => f.Key, StringComparer.Ordinal).ThenBy(f => f.Target?.Time).ThenBy(f => f.Target?.Days))
        {
            var key = fact.Key ?? "";
            switch (fact.Kind)
            {
                case ClockFactKind.Started: started ??= fact.At; break;
                case ClockFactKind.Paused: open.TryAdd(key, fact.At); break;
                case ClockFactKind.Resumed when open.Remove(key, out var from): pauses.Add(new(from, fact.At, key)); break;
                case ClockFactKind.Stopped: stopped ??= fact.At; break;
                case ClockFactKind.Restarted when stopped is { } at: pauses.Add(new(at, fact.At, ClockPause.Resolution)); stopped = null; break;
                case ClockFactKind.TargetChanged: target = fact.Target; break;
                case ClockFactKind.Cancelled when cancelled is null: (cancelled, cause) = (fact.At, key); break;
                case ClockFactKind.Revived when cancelled is { } at: pauses.Add(new(at, fact.At, ClockPause.Cancellation)); (cancelled, cause) = (null, null); break;
                case ClockFactKind.Excluded: excluded = key; break;
                case ClockFactKind.Included: excluded = null; break;
            }
        }

        pauses.AddRange(open.Select(p => new ClockPause(p.Value, null, p.Key)));
        return new(target, started, [.. pauses.OrderBy(p => p.From).ThenBy(p => p.To ?? DateTimeOffset.MaxValue)], stopped, cause, excluded) { CancelledAt = cancelled };
    }

    /// <summary>When the clock could run, up to an instant: from its start, without its pauses, whatever the calendar says.</summary>
    public IEnumerable<Stretch> Running(DateTimeOffset until)
    {
        if (StartedAt is not { } from) yield break;
        foreach (var pause in Pauses)
        {
            if (pause.From > from) yield return new(from, Earlier(pause.From, until));
            if (pause.To is not { } to) yield break;
            if (to > from) from = to;
            if (from >= until) yield break;
        }

        if (from < until) yield return new(from, until);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
