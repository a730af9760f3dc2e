namespace OpsFlux.Kernel.Mail.Templates;

/// <summary>A mail in a page: for a frame without scripts, without forms and with an origin of its own.</summary>
internal static class MailFrame
{
    /// <summary>Keeps it from fetching anything.</summary>
    private const string Policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""";
    private const string Dark = "(prefers-color-scheme: dark)";

    public static string Of(string html)
    {
        var head = html.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        return head < 0 ? Policy + html : html.Insert(head + "<head>".Length, Policy);
    }

    /// <summary>As it looks to readers of light or of dark surfaces, whatever this reader has.</summary>
    public static string Of(string html, bool dark) => Of(html.Replace(Dark, dark ? "all" : "not all", StringComparison.Ordinal)
        .Replace("content=\"light dark\"", dark ? "content=\"dark\"" : "content=\"light\"", StringComparison.Ordinal));
}
