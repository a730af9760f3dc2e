namespace OpsFlux.Kernel.Calendars.Time;

/// <summary>A stretch of a day as the clock on the wall shows it, in minutes since midnight.</summary>
/// <param name="From">0 to 1439.</param>
/// <param name="To">Later than <paramref name="From"/>, up to 1440 (written 24:00).</param>
public readonly record struct DayWindow(int From, int To)
{
    public const int Midnight = 24 * 60;

    public bool IsSound => From >= 0 && To <= Midnight && From < To;
}

/// <summary>The working windows of one day: in order, none touching another. Windows given as overlapping count once.</summary>
public sealed class DayHours
{
    public static readonly DayHours Closed = new([]);
    public static readonly DayHours AllDay = new([new(0, DayWindow.Midnight)]);

    private DayHours(DayWindow[] windows) => Windows = windows;

    public IReadOnlyList<DayWindow> Windows { get; }

    public bool IsClosed => Windows.Count == 0;

    /// <exception cref="ArgumentOutOfRangeException">A window that is not sound: callers check what people type.</exception>
    public static DayHours Of(IEnumerable<DayWindow> windows)
    {
        var merged = new List<DayWindow>();
        foreach (var window in windows.OrderBy(w => w.From))
        {
            if (!window.IsSound) throw new ArgumentOutOfRangeException(nameof(windows), window, "not a window of a day");
            if (merged.Count > 0 && window.From <= merged[^1].To) merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, window.To) };
            else merged.Add(window);
        }

        return merged.Count == 0 ? Closed : new([.. merged]);
    }
}
