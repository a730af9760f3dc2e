using System.Globalization;
using System.Resources;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The texts of <c>App doctor</c>.</summary>
public sealed class DoctorText
{
    private static readonly ResourceManager Resources = new(typeof(DoctorText));

    private DoctorText()
    {
    }

    /// <summary>The sentence in the terminal's language, or null where there is none.</summary>
    internal static string? Find(string key, params object[] arguments) =>
        Resources.GetString(key, CultureInfo.CurrentUICulture) is { } text ? string.Format(CultureInfo.CurrentCulture, text, arguments) : null;

    internal static string Get(string key, params object[] arguments) => Find(key, arguments) ?? key;
}
