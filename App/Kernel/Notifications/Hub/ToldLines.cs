using OpsFlux.Kernel.Notifications.Api;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>
/// What one connection was told: the place to go on from, and how the last lines stood. Two transactions may appear in
/// another order than their instants, so the reading begins a little before the place and leaves out what was told.
/// </summary>
internal sealed class ToldLines
{
    /// <summary>Lines whose reading elsewhere is told; older ones are no longer on anybody's screen.</summary>
    public const int MostKnown = 100;

    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Guid, DateTimeOffset> recent = [];
    private readonly Dictionary<Guid, bool> known = [];
    private readonly Queue<Guid> order = new();
    private DateTimeOffset place = DateTimeOffset.UnixEpoch;

    /// <param name="newest">Newest first: the lines there were before; without any, each is new.</param>
    public ToldLines(IReadOnlyList<LineState> newest)
    {
        foreach (var line in newest.Reverse()) Note(line.Id, line.At, line.IsRead);
    }

    /// <summary>From where on to read.</summary>
    public DateTimeOffset Since => place - Overlap;

    public IReadOnlyDictionary<Guid, DateTimeOffset> Recent => recent;

    public IReadOnlyCollection<Guid> Known => known.Keys;

    public void Note(NotificationItem told) => Note(told.Id, told.At, told.State is ReadingState.Read);

    /// <summary>What changed of known lines, noted as told.</summary>
    public (Guid[] Read, Guid[] Unread, Guid[] Removed) Compare(IReadOnlyDictionary<Guid, bool> now)
    {
        Guid[] removed = [.. known.Keys.Where(id => !now.ContainsKey(id))];
        Guid[] changed = [.. known.Where(k => now.TryGetValue(k.Key, out var isRead) && isRead != k.Value).Select(k => k.Key)];
        foreach (var id in removed) known.Remove(id);
        foreach (var id in changed) known[id] = now[id];
        return ([.. changed.Where(id => now[id])], [.. changed.Where(id => !now[id])], removed);
    }

    private void Note(Guid id, DateTimeOffset at, bool isRead)
    {
        if (at > place) place = at;
        recent[id] = at;
        foreach (var old in recent.Where(r => r.Value < Since).Select(r => r.Key).ToList()) recent.Remove(old);
        if (known.TryAdd(id, isRead)) order.Enqueue(id);
        known[id] = isRead;
        while (order.Count > MostKnown) known.Remove(order.Dequeue());
    }
}
