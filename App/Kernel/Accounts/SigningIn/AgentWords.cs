using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>Says a user agent in words such as "Firefox · Windows": names of products, which no language changes.</summary>
public static class AgentWords
{
    // The first that is found counts: programs name those that they imitate too, Edge for one Chrome and Safari.
    private static readonly (string Mark, string Name)[] Programs =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
        ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("PowerShell", "PowerShell"), ("python", "Python"), ("okhttp", "Android"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>A text, or the key of one where nothing is known of it.</summary>
    public static object Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent)) return new TextKey("SignIns.UnknownAgent");
        var known = new[] { NameIn(Programs, userAgent), NameIn(Systems, userAgent) }.OfType<string>().Distinct().ToList();
        return known.Count > 0 ? string.Join(" · ", known) : userAgent.Split(' ', '/')[0];
    }

    private static string? NameIn((string Mark, string Name)[] known, string userAgent) =>
        Array.Find(known, k => userAgent.Contains(k.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
