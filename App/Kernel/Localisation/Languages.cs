using System.Globalization;

namespace OpsFlux.Kernel.Localisation;

/// <summary>The languages the screen speaks, French first.</summary>
internal static class Languages
{
    public static readonly IReadOnlyList<CultureInfo> All = [CultureInfo.GetCultureInfo("fr"), English()];

    /// <summary>
    /// Texts of "en", dates as Europe and Morocco write them: a bare "en" puts the month first, and 11/12 would be read
    /// as another day by whoever sits beside a French reader.
    /// </summary>
    private static CultureInfo English() => new("en") { DateTimeFormat = CultureInfo.GetCultureInfo("en-GB").DateTimeFormat };
}
