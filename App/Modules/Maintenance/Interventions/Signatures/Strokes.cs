using System.Globalization;
using System.Text;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Signatures;

/// <summary>
/// What a pen drew, as whole coordinates within a canvas of 600 × 200. Kept as text of our own, "x y x y;x y x y", and drawn
/// as an SVG path made of nothing but these numbers: nothing that was sent becomes markup.
/// </summary>
public static class Strokes
{
    /// <summary>The code of what is wrong with them; null: nothing.</summary>
    public static string? Wrong(IReadOnlyList<int[]> strokes)
    {
        if (strokes.Count == 0) return "signature-empty";
        if (strokes.Count > ReportingLimits.StrokesMax || strokes.Sum(s => (long)(s?.Length ?? 0)) > 2L * ReportingLimits.PointsMax) return "signature-too-long";
        if (strokes.Any(s => s is null || s.Length == 0 || s.Length % 2 != 0 || !IsWithin(s))) return "signature-unreadable";
        return strokes.Sum(s => s.Length) / 2 < 2 ? "signature-empty" : null;   // one dot is a touch by mistake
    }

    /// <summary>Of strokes that <see cref="Wrong"/> found nothing against.</summary>
    public static string Write(IReadOnlyList<int[]> strokes) =>
        string.Join(';', strokes.Select(s => string.Join(' ', s.Select(n => n.ToString(CultureInfo.InvariantCulture)))));

    /// <summary>As the d of an SVG path; a stroke of one point is a dot, drawn by a line to itself.</summary>
    public static string Path(string written)
    {
        var path = new StringBuilder();
        foreach (var stroke in written.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = stroke.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            for (var i = 0; i + 1 < numbers.Length; i += 2) path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{numbers[i]} {numbers[i + 1]}");
            if (numbers.Length == 2) path.Append(CultureInfo.InvariantCulture, $"L{numbers[0]} {numbers[1]}");
        }

        return path.ToString();
    }

    private static bool IsWithin(int[] stroke)
    {
        for (var i = 0; i + 1 < stroke.Length; i += 2)
            if (stroke[i] is < 0 or > ReportingLimits.CanvasWidth || stroke[i + 1] is < 0 or > ReportingLimits.CanvasHeight) return false;
        return true;
    }
}
