namespace OpsFlux.Modules.Maintenance.Contracts.Rates;

/// <summary>What one piece of an entry counts for.</summary>
/// <param name="Minutes">That passed.</param>
/// <param name="Rate">Multiplier of a minute, or points of a slot.</param>
/// <param name="Units">Before rounding and minimum of the entry: weighted minutes, or points.</param>
public sealed record PieceCost(RateSegment Segment, DateTimeOffset From, DateTimeOffset To, decimal Minutes, decimal Rate, decimal Units);

/// <summary>What an entry costs, and why.</summary>
/// <param name="Units">Minutes or points, by the scale.</param>
public sealed record EntryCost(RateUnit Unit, decimal Units, IReadOnlyList<PieceCost> Pieces)
{
    /// <summary>
    /// In minutes: Σ minutes × multiplier, raised to whole slots and then to the minimum, once for the entry or for each
    /// piece. In points: begun slots of each piece × rate. Counted in ticks, so that no division is ever rounded.
    /// </summary>
    /// <param name="grade">Of the technician; only scales of points ask.</param>
    public static EntryCost Of(RateScale scale, RateHours hours, DateTimeOffset from, DateTimeOffset to, string? grade)
    {
        var pieces = hours.Split(from, to);
        if (pieces.Count == 0) return new(scale.Unit, 0m, []);
        return scale.Unit is RateUnit.Points ? InPoints(scale, pieces, grade) : InMinutes(scale, pieces);
    }

    private static EntryCost InMinutes(RateScale scale, IReadOnlyList<RatePiece> pieces)
    {
        var slot = (decimal)scale.SlotMinutes * TimeSpan.TicksPerMinute;
        var weighted = pieces.Select(p => p.Length.Ticks * scale.MultiplierOf(p.Segment)).ToList();
        var charged = scale.Rounding is RateRounding.PerSegment
            ? weighted.Sum(ticks => AtLeast(scale, ToMinutes(RaisedTo(slot, ticks))))
            : AtLeast(scale, ToMinutes(RaisedTo(slot, weighted.Sum())));
        return new(RateUnit.Minutes, charged, [.. pieces.Zip(weighted, (piece, ticks) => Line(piece, scale.MultiplierOf(piece.Segment), ToMinutes(ticks)))]);
    }

    private static EntryCost InPoints(RateScale scale, IReadOnlyList<RatePiece> pieces, string? grade)
    {
        var slot = (decimal)Math.Max(scale.SlotMinutes, 1) * TimeSpan.TicksPerMinute;
        List<PieceCost> lines = [.. pieces.Select(piece => (Piece: piece, Rate: scale.PointsOf(grade, piece.Segment)))
            .Select(p => Line(p.Piece, p.Rate, RaisedTo(slot, p.Piece.Length.Ticks) / slot * p.Rate))];
        var charged = scale.Rounding is RateRounding.PerSegment ? lines.Sum(l => AtLeast(scale, l.Units)) : AtLeast(scale, lines.Sum(l => l.Units));
        return new(RateUnit.Points, charged, lines);
    }

    private static PieceCost Line(RatePiece piece, decimal rate, decimal units) => new(piece.Segment, piece.From, piece.To, ToMinutes(piece.Length.Ticks), rate, units);

    /// <summary>By the remainder, which is exact, unlike a quotient. A slot of nothing raises nothing.</summary>
    private static decimal RaisedTo(decimal slot, decimal ticks) => slot == 0 || ticks % slot == 0 ? ticks : ticks - (ticks % slot) + slot;

    private static decimal AtLeast(RateScale scale, decimal units) => Math.Max(units, scale.Minimum);

    private static decimal ToMinutes(decimal ticks) => ticks / TimeSpan.TicksPerMinute;
}
