namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Why a corrective intervention says nothing of whoever came: it is shown, and does not count.</summary>
public enum FixExclusion
{
    ClientAbsent,
    AccessLocked,
}

/// <summary>A closed corrective intervention, or one that is open, which can only be the return of an older one.</summary>
/// <param name="EquipmentId">Null: on none, so that nothing can come back on it.</param>
/// <param name="Symptom">Family of symptoms. What has none is taken for the same family as what has none.</param>
/// <param name="ClosedAt">Null: open.</param>
/// <param name="Visits">Null: not recorded.</param>
public sealed record Corrective(Guid Id, Guid? EquipmentId, string? Symptom, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, int? Visits, FixExclusion? Excluded = null);

/// <summary>
/// Corrective interventions that were closed after one visit and had no new one on the same equipment and symptom family
/// within 30 days, among those closed.
/// </summary>
public sealed record FirstTimeFix
{
    /// <summary>How long it is waited whether the trouble comes back.</summary>
    public static readonly TimeSpan Watch = TimeSpan.FromDays(30);

    /// <summary>Those fixed at once, of those counted.</summary>
    public required Share Fixed { get; init; }

    /// <summary>Left out because nobody could come in, by reason.</summary>
    public required IReadOnlyDictionary<FixExclusion, int> Excluded { get; init; }

    /// <summary>Left out because their visits are not recorded.</summary>
    public required int Unrecorded { get; init; }

    /// <summary>Counted as fixed although their 30 days are not over.</summary>
    public required int Provisional { get; init; }

    /// <summary>Not known where interventions were closed and of none it is recorded how often somebody came.</summary>
    public Figure<decimal> Value => Fixed.Whole == 0 && Unrecorded > 0 ? Figure.NotKnown : Fixed.Value;

    /// <param name="closed">Closed in the period.</param>
    /// <param name="all">Every corrective intervention that may be the return of one of them.</param>
    public static FirstTimeFix Of(IReadOnlyList<Corrective> closed, IEnumerable<Corrective> all, DateTimeOffset now)
    {
        var later = all.Where(c => c.EquipmentId is not null).ToLookup(c => (c.EquipmentId, c.Symptom));
        var possible = closed.Where(c => c.Excluded is null).ToList();
        var counted = possible.Where(c => c.Visits is not null).ToList();
        var fine = counted.Where(c => c.Visits <= 1 && !later[(c.EquipmentId, c.Symptom)].Any(other => IsReturn(c, other))).ToList();
        return new()
        {
            Fixed = new(fine.Count, counted.Count),
            Excluded = closed.Where(c => c.Excluded is not null).CountBy(c => c.Excluded!.Value).ToDictionary(),   // what is excluded has a reason
            Unrecorded = possible.Count - counted.Count,
            Provisional = fine.Count(c => c.ClosedAt + Watch > now),
        };
    }

    private static bool IsReturn(Corrective closed, Corrective other) =>
        other.Id != closed.Id && other.OpenedAt > closed.ClosedAt && other.OpenedAt <= closed.ClosedAt + Watch;
}
