using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>An agreement as it is compared with records.</summary>
public sealed record PolicyCandidate(Guid Id, string Name, Guid? CalendarId, PolicyDefinition Definition);

/// <summary>The agreement that counts for one clock of one record.</summary>
/// <param name="Reason">See <see cref="PolicyReason"/>.</param>
public sealed record ChosenPolicy(PolicyCandidate Policy, ClockTarget Target, string Reason);

/// <summary>Which facets a chosen agreement asked for, as "facet=value" separated by ';'. Empty: it asks for nothing.</summary>
public static class PolicyReason
{
    public static string Of(IEnumerable<(string Facet, string Value)> matched) => string.Join(';', matched.Select(m => $"{m.Facet}={m.Value}"));

    public static IEnumerable<(string Facet, string Value)> Read(string? reason) =>
        (reason ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (p[0], p[1]));
}

/// <summary>
/// The most specific agreement that fits. They are compared facet by facet, in the kind's order: asking for one beats not
/// asking for it, and of two nodes of a tree the nearer one counts. Of equals the shortest target, then the older one.
/// </summary>
public static class PolicyChoice
{
    /// <summary>The one that counts; null: none holds. Values as in <see cref="Ranked"/>.</summary>
    public static ChosenPolicy? Of(IEnumerable<PolicyCandidate> policies, ClockedKind kind, string clock, IReadOnlyDictionary<string, IReadOnlyList<string>> values) =>
        Ranked(policies, kind, clock, values) is [var first, ..] ? first : null;

    /// <summary>All that hold, the one that counts first.</summary>
    /// <param name="values">By facet: the record's own value, and in trees those above it, nearest first. Absent: the record has none.</param>
    public static IReadOnlyList<ChosenPolicy> Ranked(IEnumerable<PolicyCandidate> policies, ClockedKind kind, string clock, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var fits = FitsOf(policies, kind, clock, values).ToList();
        fits.Sort((a, b) => a.Beats(b) ? -1 : b.Beats(a) ? 1 : 0);
        return [.. fits.Select(f => f.Chosen)];
    }

    private static IEnumerable<Fit> FitsOf(IEnumerable<PolicyCandidate> policies, ClockedKind kind, string clock, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        foreach (var policy in policies)
            if (policy.Definition.TargetOf(clock) is { } target && FitOf(policy, target, kind, values) is { } fit)
                yield return fit;
    }

    /// <summary>Null where it does not hold.</summary>
    private static Fit? FitOf(PolicyCandidate policy, ClockTarget target, ClockedKind kind, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var matched = new List<(string, string)>();
        var rank = new int[kind.Facets.Count];   // by facet: 0 not asked for, else the nearer the higher
        foreach (var condition in policy.Definition.Conditions)
        {
            var place = FacetAt(kind, condition.Facet);
            if (place < 0 || !values.TryGetValue(condition.Facet, out var own)) return null;
            var distance = own.Index().Where(v => condition.Values.Contains(v.Item)).Select(v => v.Index).DefaultIfEmpty(-1).First();
            if (distance < 0) return null;
            rank[place] = int.MaxValue - distance;
            matched.Add((condition.Facet, own[distance]));
        }

        return new(policy, target, rank, matched);
    }

    private static int FacetAt(ClockedKind kind, string code)
    {
        for (var i = 0; i < kind.Facets.Count; i++)
            if (kind.Facets[i].Code == code) return i;
        return -1;
    }

    private sealed record Fit(PolicyCandidate Policy, ClockTarget Target, int[] Rank, IReadOnlyList<(string Facet, string Value)> Matched)
    {
        public ChosenPolicy Chosen => new(Policy, Target, PolicyReason.Of(Matched));

        public bool Beats(Fit other)
        {
            for (var i = 0; i < Rank.Length; i++)
                if (Rank[i] != other.Rank[i]) return Rank[i] > other.Rank[i];
            var length = Length.CompareTo(other.Length);
            return length < 0 || (length == 0 && Policy.Id.CompareTo(other.Policy.Id) < 0);
        }

        /// <summary>A working day is taken for eight hours: only to tell which of two equals is shorter.</summary>
        private TimeSpan Length => Target.Days == 0 ? Target.Time : TimeSpan.FromHours(8 * Target.Days);
    }
}
