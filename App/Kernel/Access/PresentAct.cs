using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Access;

/// <summary>
/// What the act in hand has asked for so far, and whose permission it turned out to rest on. Most people borrow nothing, and
/// then nothing is kept here. Of several lenders the first counts: one act names one.
/// </summary>
internal sealed class PresentAct
{
    // By permission and kind: what a page refreshes for hours is kept once.
    private readonly Dictionary<(string Permission, Type Kind), Func<BusinessRecord, bool?>> rows = [];

    public ActingFor? ActingFor { get; private set; }

    /// <summary>Something was asked for that one's own permissions may not cover.</summary>
    public void Ask(AccessSnapshot access, string permission, Func<Reach, bool> covers)
    {
        if (ActingFor is not null || access.Lent is [] || (access.OwnReachOf(permission) is { } own && covers(own))) return;
        ActingFor = access.Lent.FirstOrDefault(l => l.Reaches.TryGetValue(permission, out var reach) && covers(reach))?.Lender;
    }

    /// <summary>Rows were read by a permission that is lent too: which of the two let them through shows once one of them is saved.</summary>
    public void Read(AccessSnapshot access, string permission, Type kind, Func<BusinessRecord, bool?> isOwn)
    {
        if (access.Lent.Any(l => l.Reaches.ContainsKey(permission))) rows.TryAdd((permission, kind), isOwn);
    }

    /// <param name="records">As they were when they were read.</param>
    public void Save(AccessSnapshot access, Func<IEnumerable<BusinessRecord>> records)
    {
        if (ActingFor is not null || rows.Count == 0) return;
        foreach (var record in records())
            foreach (var ((permission, _), isOwn) in rows)
                if (isOwn(record) is { } own) Ask(access, permission, reach => reach.Covers(record.StructureId, own));
    }
}
