using System.Globalization;

namespace OpsFlux.Kernel.Lists;

/// <summary>One page of a list. <see cref="Next"/> is the cursor of the following page, null on the last; <see cref="Previous"/> of the one before, null on the first.</summary>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, string? Next, string? Previous = null);

public static class ListPage
{
    /// <summary>Of what was read: a page and, where there is more, one row beyond it in the direction of reading.</summary>
    /// <param name="backwards">The rows come in the opposite order, since they were read from a later page towards the first.</param>
    /// <param name="isFirst">No cursor was given.</param>
    public static ListPage<TRow> Of<TRow>(List<TRow> read, int size, bool backwards, bool isFirst, Func<TRow, Cursor> at)
    {
        var more = read.Count > size;
        if (more) read.RemoveAt(size);
        if (backwards) read.Reverse();
        if (read.Count == 0) return new(read, null);
        var next = backwards || more ? at(read[^1]).ToString() : null;
        var previous = backwards ? more : !isFirst;
        return new(read, next, previous ? at(read[0]).ToString() : null);
    }
}

/// <summary>
/// Where a page ended: the sort key and id of its last row. Travels in the address, so it is parsed as input:
/// anything malformed is null and the caller refuses it, also what no text of the database can hold.
/// </summary>
public sealed record Cursor(string Key, Guid Id)
{
    public override string ToString() => $"{Key}~{Id:N}";

    public static Cursor? Parse(string text)
    {
        var at = text.LastIndexOf('~');
        return at > 0 && !text.Contains('\0') && Guid.TryParseExact(text.AsSpan(at + 1), "N", out var id) ? new(text[..at], id) : null;
    }

    public static Cursor At(DateTimeOffset key, Guid id) => new(key.UtcTicks.ToString(CultureInfo.InvariantCulture), id);

    public static Cursor At(string key, Guid id) => new(key, id);

    public static Cursor At(int key, Guid id) => new(key.ToString(CultureInfo.InvariantCulture), id);

    /// <summary>Null where the key is no instant of the years 1 to 9999.</summary>
    public DateTimeOffset? Instant =>
        long.TryParse(Key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new(ticks, TimeSpan.Zero) : null;

    public int? WholeNumber => int.TryParse(Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
