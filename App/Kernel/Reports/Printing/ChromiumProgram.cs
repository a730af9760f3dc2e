namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>Where the browser is.</summary>
internal static class ChromiumProgram
{
    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Null when there is none. A configured path that leads nowhere is not replaced by another browser.</summary>
    public static string? Find(PdfOptions options)
        => string.IsNullOrWhiteSpace(options.Chromium)
            ? UsualPlaces.FirstOrDefault(File.Exists)
            : File.Exists(options.Chromium) ? options.Chromium : null;
}
