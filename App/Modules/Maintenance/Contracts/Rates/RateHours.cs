using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>
/// Which segment each minute of a zone belongs to. A minute counts when it passes: the hour that an autumn night has twice
/// is paid twice, the one that a spring night lacks not at all.
/// </summary>
/// <param name="zone">Whose wall clock says when an evening begins.</param>
/// <param name="holidays">Days off, however far ahead one asks; null: none.</param>
public sealed class RateHours(TimeZoneInfo zone, DayBand? evening, DayBand? night, IReadOnlySet<DayOfWeek> weekend, Func<DateOnly, bool>? holidays)
{
    private readonly DayHours evening = evening?.ToHours() ?? DayHours.Closed;
    private readonly DayHours night = night?.ToHours() ?? DayHours.Closed;

    /// <summary>The entry cut wherever its segment changes, in order; empty where it has no length or runs backwards.</summary>
    public IReadOnlyList<RatePiece> Split(DateTimeOffset from, DateTimeOffset to)
    {
        var pieces = new List<RatePiece>();
        if (from >= to) return pieces;
        foreach (var piece in ZoneOffsets.Of(zone, from, to).SelectMany(ByDay))
        {
            if (pieces.Count > 0 && pieces[^1].Segment == piece.Segment) pieces[^1] = pieces[^1] with { To = piece.To };
            else pieces.Add(piece);
        }

        return pieces;
    }

    /// <summary>While the distance from UTC stays, days follow one another and have all their minutes.</summary>
    private IEnumerable<RatePiece> ByDay(OffsetSpan span)
    {
        var last = DateOf(span.To, span.Offset);
        for (var date = DateOf(span.From, span.Offset); date <= last; date = date.AddDays(1))
        {
            var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), span.Offset).ToUniversalTime();
            foreach (var (segment, start, end) in Bands(date))
            {
                var piece = new RatePiece(segment, Later(midnight.AddMinutes(start), span.From), Earlier(midnight.AddMinutes(end), span.To));
                if (piece.From < piece.To) yield return piece;
            }
        }
    }

    private IEnumerable<(RateSegment Segment, int Start, int End)> Bands(DateOnly date)
    {
        if (holidays?.Invoke(date) == true) return [(RateSegment.Holiday, 0, DayWindow.Midnight)];
        if (weekend.Contains(date.DayOfWeek)) return [(RateSegment.Weekend, 0, DayWindow.Midnight)];
        int[] cuts = [.. night.Windows.Concat(evening.Windows).SelectMany(w => new[] { w.From, w.To }).Append(0).Append(DayWindow.Midnight).Distinct().Order()];
        return cuts.Zip(cuts.Skip(1), (start, end) => (SegmentAt(start), start, end));
    }

    private RateSegment SegmentAt(int minute) =>
        Holds(night, minute) ? RateSegment.Night : Holds(evening, minute) ? RateSegment.Evening : RateSegment.Day;

    private static bool Holds(DayHours hours, int minute) => hours.Windows.Any(w => minute >= w.From && minute < w.To);

    private static DateOnly DateOf(DateTimeOffset instant, TimeSpan offset) => DateOnly.FromDateTime(instant.UtcDateTime + offset);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
