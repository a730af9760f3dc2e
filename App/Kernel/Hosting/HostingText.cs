using System.Globalization;
using System.Resources;

namespace OpsFlux.Kernel.Hosting;

/// <summary>Marks the texts of the command line, and finds them before any service exists.</summary>
public sealed class HostingText
{
    private static readonly ResourceManager Resources = new(typeof(HostingText));

    private HostingText()
    {
    }

    /// <summary>The sentence in the terminal's language; the key itself where it is missing, which a test forbids.</summary>
    public static string Get(string key, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key, arguments);
}
