using System.Globalization;
using System.Resources;

namespace OpsFlux.Kernel.Reports;

/// <summary>
/// The kernel's own words in reports. Read by an explicit culture, not the ambient one: a scheduled report is written
/// by a job, in the language of the person it is for.
/// </summary>
public sealed class ReportsText
{
    private static readonly ResourceManager Texts = new(typeof(ReportsText));

    private ReportsText()
    {
    }

    internal static string In(CultureInfo culture, string key)
        => Texts.GetString(key, culture) ?? throw new MissingManifestResourceException($"No text for '{key}'.");

    internal static string In(CultureInfo culture, string key, params ReadOnlySpan<object?> values)
        => string.Format(culture, In(culture, key), values);
}
