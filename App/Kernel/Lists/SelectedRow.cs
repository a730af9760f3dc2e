using System.Globalization;

namespace OpsFlux.Kernel.Lists;

/// <summary>A row that somebody selected, with the version he saw: what was changed since is refused for that row alone.</summary>
/// <param name="Number">For the summary; nothing is decided by it.</param>
public sealed record SelectedRow(Guid Id, long Version, string Number)
{
    /// <summary>More at once is an import's work, not a selection's.</summary>
    public const int Most = 500;

    private const int LongestNumber = 40;

    public override string ToString() => $"{Id:N}:{Version.ToString(CultureInfo.InvariantCulture)}:{Number}";

    /// <summary>As the browser sends it, separated by commas. What is malformed is left out, and so is what passes <see cref="Most"/>.</summary>
    public static IReadOnlyList<SelectedRow> ParseAll(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Take(Most).Select(Parse).OfType<SelectedRow>().DistinctBy(r => r.Id)];

    private static SelectedRow? Parse(string text) =>
        text.Split(':', 3) is [var id, var version, var number] && number.Length <= LongestNumber && Guid.TryParseExact(id, "N", out var parsed)
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? new(parsed, seen, number) : null;
}
