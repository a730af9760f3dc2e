using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>The clocks of one record while it is saved: takes in what the record says, and keeps which clock leads.</summary>
internal sealed class ClockBook(string recordKind, Guid recordId, List<SlaClock> clocks)
{
    /// <summary>How far two facts of one instant are put apart where sorting them by their kinds would turn them round.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMicroseconds(1);

    private readonly HashSet<SlaClock> changed = [];

    public IReadOnlyList<SlaClock> Clocks => clocks;
    public IReadOnlyCollection<SlaClock> Changed => changed;

    /// <summary>Those that need an agreement: they began, went on after a stop, or live again.</summary>
    public HashSet<SlaClock> Unchosen { get; } = [];

    /// <summary>A mark that fits no clock as it stands changes nothing: what was told twice happened once.</summary>
    public void Take(ClockMark mark, DateTimeOffset now)
    {
        var at = mark.At ?? now;
        var latest = clocks.Where(c => c.Code == mark.Clock).MaxBy(c => c.Ordinal);
        if (mark.Kind is ClockFactKind.Started)
        {
            if (latest is null || IsOver(latest)) Begin(mark.Clock, (latest?.Ordinal ?? 0) + 1, at);
        }
        else if (latest is null && mark.Kind is ClockFactKind.Restarted)
        {
            Begin(mark.Clock, 1, at);   // it was over before records had clocks
        }
        else if (latest is not null && Fits(CourseOf(latest), mark))
        {
            Write(latest, [.. FactsJson.Read(latest.Facts), new(mark.Kind, at, mark.Key)]);
            if (mark.Kind is ClockFactKind.Restarted or ClockFactKind.Revived) Unchosen.Add(latest);
        }
    }

    /// <summary>Whether a history says anything that these clocks do not know.</summary>
    public static bool IsNews(string recordKind, Guid recordId, IEnumerable<SlaClock> clocks, IEnumerable<ClockMark> history)
    {
        var book = new ClockBook(recordKind, recordId, [.. clocks.Select(c => new SlaClock { RecordKind = c.RecordKind, RecordId = c.RecordId, Code = c.Code, Ordinal = c.Ordinal, Facts = c.Facts })]);
        book.Restate(history, DateTimeOffset.MinValue);
        return book.changed.Count > 0;
    }

    /// <summary>Replaces all that happened by a history; what was agreed, and what was left out of the figures, stays.</summary>
    public void Restate(IEnumerable<ClockMark> history, DateTimeOffset now)
    {
        var told = new ClockBook(recordKind, recordId, []);
        foreach (var mark in history) told.Take(mark, now);
        foreach (var wanted in told.Clocks)
        {
            var known = clocks.Find(c => c.Code == wanted.Code && c.Ordinal == wanted.Ordinal);
            if (known is null)
            {
                clocks.Add(wanted);
                changed.Add(wanted);
                Unchosen.Add(wanted);
                continue;
            }

            var before = FactsJson.Read(known.Facts);
            var after = before.Where(IsOurs).Concat(FactsJson.Read(wanted.Facts)).OrderBy(f => f.At).ThenBy(f => f.Kind).ToList();
            if (after.SequenceEqual(before.OrderBy(f => f.At).ThenBy(f => f.Kind))) continue;
            known.Facts = FactsJson.Write(after);
            changed.Add(known);
        }
    }

    public void Agree(SlaClock clock, ClockTarget? target, DateTimeOffset at) => Write(clock, [.. FactsJson.Read(clock.Facts), new(ClockFactKind.TargetChanged, at, Target: target)]);

    /// <summary>It counts in the figures, or does not, from an instant on.</summary>
    public void Judge(SlaClock clock, ClockFactKind verdict, DateTimeOffset at, string? reason) => Write(clock, [.. FactsJson.Read(clock.Facts), new(verdict, at, reason)]);

    public void Touch(SlaClock clock) => changed.Add(clock);

    /// <summary>The one that is due first; where all wait, the first of them.</summary>
    public void Lead()
    {
        var lead = clocks.Where(c => ClockSheet.GoesOn(c.State)).OrderBy(c => c.DueAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.StartedAt).ThenBy(c => c.Code, StringComparer.Ordinal).FirstOrDefault();
        foreach (var clock in clocks) clock.IsLead = clock == lead;
    }

    public static ClockCourse CourseOf(SlaClock clock) => ClockCourse.Of(null, FactsJson.Read(clock.Facts));

    private void Begin(string code, int ordinal, DateTimeOffset at)
    {
        var clock = new SlaClock { RecordKind = recordKind, RecordId = recordId, Code = code, Ordinal = ordinal, Facts = FactsJson.Write([new(ClockFactKind.Started, at)]) };
        clocks.Add(clock);
        changed.Add(clock);
        Unchosen.Add(clock);
    }

    /// <param name="facts">The last of them is new.</param>
    private void Write(SlaClock clock, List<ClockFact> facts)
    {
        while (facts.SkipLast(1).Any(f => IsTurnedRound(f, facts[^1]))) facts[^1] = facts[^1] with { At = facts[^1].At + Apart };
        clock.Facts = FactsJson.Write(facts);
        changed.Add(clock);
    }

    /// <summary>Whether two facts of one instant would be read in another order than they came about in, and that makes a difference.</summary>
    private static bool IsTurnedRound(ClockFact former, ClockFact added) => former.At == added.At && former.Kind >= added.Kind && (former.Kind, added.Kind) switch
    {
        (ClockFactKind.Resumed, ClockFactKind.Paused) => former.Key == added.Key,
        (ClockFactKind.Restarted, ClockFactKind.Stopped) or (ClockFactKind.Revived, ClockFactKind.Cancelled) or (ClockFactKind.Included, ClockFactKind.Excluded) => true,
        var (one, other) => one == other && one is ClockFactKind.TargetChanged or ClockFactKind.Excluded,
    };

    private static bool IsOver(SlaClock clock) => CourseOf(clock) is { StoppedAt: not null } or { IsCancelled: true };

    private static bool IsOurs(ClockFact fact) => fact.Kind is ClockFactKind.TargetChanged or ClockFactKind.Excluded or ClockFactKind.Included;

    private static bool Fits(ClockCourse course, ClockMark mark) => mark.Kind switch
    {
        ClockFactKind.Restarted => course is { StoppedAt: not null, IsCancelled: false },
        ClockFactKind.Revived => course.CancelledFor is { } cause && cause == (mark.Key ?? ""),
        ClockFactKind.Paused => course is { StoppedAt: null, IsCancelled: false } && !course.Pauses.Any(p => p.To is null && p.Reason == mark.Key),
        ClockFactKind.Resumed => course.Pauses.Any(p => p.To is null && p.Reason == mark.Key),
        _ => course is { StoppedAt: null, IsCancelled: false },
    };
}
