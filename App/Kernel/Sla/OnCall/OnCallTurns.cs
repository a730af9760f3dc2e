namespace OpsFlux.Kernel.Sla.OnCall;

/// <summary>All that says who is on call: a rota with its members in order and its replacements.</summary>
/// <param name="Members">In the order of their turns; nobody: only replacements are on call.</param>
public sealed record OnCallRules(TimeZoneInfo Zone, DateOnly StartsOn, TimeOnly HandoverAt, int TurnDays, IReadOnlyList<Guid> Members, IReadOnlyList<OnCallStandIn> StandIns);

/// <param name="To">Not included.</param>
public sealed record OnCallStandIn(Guid UserId, DateTimeOffset From, DateTimeOffset To);

/// <summary>A stretch during which one person is on call.</summary>
/// <param name="To">Not included.</param>
/// <param name="UserId">Null: nobody.</param>
/// <param name="StandsInFor">Whose turn it is where somebody stands in for him.</param>
public sealed record OnCallSlice(DateTimeOffset From, DateTimeOffset To, Guid? UserId, bool IsStandIn = false, Guid? StandsInFor = null);

/// <summary>
/// Who is on call when. Pure. Turns begin at one time on the wall: in a week in which clocks change they are an hour longer or
/// shorter. Where that time is skipped, the turn begins as the clocks jump; where it occurs twice, the first time.
/// </summary>
public static class OnCallTurns
{
    /// <summary>Null: nobody, such as before the first turn.</summary>
    public static Guid? At(OnCallRules rules, DateTimeOffset at) => StandInAt(rules, at)?.UserId ?? TurnAt(rules, at);

    /// <summary>Who is on call from one instant to another, without gaps; neighbouring stretches of one person are one, unless one of them is a replacement.</summary>
    public static IReadOnlyList<OnCallSlice> Between(OnCallRules rules, DateTimeOffset from, DateTimeOffset to)
    {
        var edges = Handovers(rules, from, to).Concat(rules.StandIns.SelectMany(s => new[] { s.From, s.To })).Where(e => e > from && e < to).Append(from).Append(to).Distinct().Order().ToList();
        var slices = new List<OnCallSlice>();
        foreach (var (start, end) in edges.Zip(edges.Skip(1)))
        {
            var slice = SliceOf(rules, start, end);
            if (slices is [.., var last] && last with { To = end } == slice with { From = last.From }) slices[^1] = last with { To = end };
            else slices.Add(slice);
        }

        return slices;
    }

    /// <summary>The instant at which the wall first shows that time, or first shows a later one where it is skipped.</summary>
    public static DateTimeOffset InstantOf(DateTime wall, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(wall)) wall = wall.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), offset).ToUniversalTime();
    }

    private static OnCallSlice SliceOf(OnCallRules rules, DateTimeOffset start, DateTimeOffset end)
    {
        var turn = TurnAt(rules, start);
        return StandInAt(rules, start) is { } standIn ? new(start, end, standIn.UserId, true, turn) : new(start, end, turn);
    }

    /// <summary>Of several the one that began last.</summary>
    private static OnCallStandIn? StandInAt(OnCallRules rules, DateTimeOffset at) => rules.StandIns.Where(s => s.From <= at && at < s.To).MaxBy(s => s.From);

    private static Guid? TurnAt(OnCallRules rules, DateTimeOffset at) =>
        rules.Members.Count > 0 && NumberAt(rules, at) is >= 0 and var number ? rules.Members[number % rules.Members.Count] : null;

    /// <summary>Of the turn at that instant; negative before the first.</summary>
    private static int NumberAt(OnCallRules rules, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, rules.Zone).DateTime);
        var number = (int)Math.Floor((day.DayNumber - rules.StartsOn.DayNumber) / (double)rules.TurnDays);
        return number >= 0 && BeginningOf(rules, number) > at ? number - 1 : number;
    }

    private static DateTimeOffset BeginningOf(OnCallRules rules, int number) => InstantOf(rules.StartsOn.AddDays(number * rules.TurnDays).ToDateTime(rules.HandoverAt), rules.Zone);

    private static IEnumerable<DateTimeOffset> Handovers(OnCallRules rules, DateTimeOffset from, DateTimeOffset to)
    {
        for (var number = Math.Max(0, NumberAt(rules, from)); BeginningOf(rules, number) is var at && at < to; number++) yield return at;
    }
}
