namespace OpsFlux.Modules.Tickets.Setup;

/// <summary>Moves one thing by one place and numbers all anew, so that the order never has ties or gaps to reason about.</summary>
internal static class Arranging
{
    /// <param name="inOrder">As they stand; the first stays first, the last stays last.</param>
    public static void Step<T>(IEnumerable<T> inOrder, T moved, bool up, Action<T, int> number) where T : class
    {
        var row = inOrder.ToList();
        var from = row.IndexOf(moved);
        var to = Math.Clamp(from + (up ? -1 : 1), 0, row.Count - 1);
        (row[from], row[to]) = (row[to], row[from]);
        for (var i = 0; i < row.Count; i++) number(row[i], i);
    }
}
