using System.Globalization;
using System.Resources;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Import;

/// <summary>Marks the texts of imports. What a run did is told by its module: resource <c>Import.{kind}.Done</c>.</summary>
public sealed class ImportText
{
    private static readonly ResourceManager Resources = new(typeof(ImportText));

    private ImportText()
    {
    }

    /// <summary>The sentence in the current language; the key itself where it is missing, which a test forbids.</summary>
    public static string Get(string key, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key, arguments);

    public static string Of(Refusal refusal) => Get($"Refusal.{refusal.Code}", refusal.Arguments);

    /// <summary>"line 12, column opened_at: …"</summary>
    public static string Of(ImportError error)
    {
        var place = error.Column is null ? Get("Place.Line", error.Line) : Get("Place.Column", error.Line, error.Column);
        return place + Get($"Error.{error.Code}", error.Arguments);
    }
}
