namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>
/// No PDF can be had, now or on this server; nothing was written. The code is stable and the key of its text in
/// <see cref="ReportsText"/>.
/// </summary>
public sealed class PdfUnavailableException(string code, string detail) : Exception($"{code}: {detail}")
{
    public const string NotInstalled = "pdf-not-installed";
    public const string NoSandbox = "pdf-sandbox";
    public const string Busy = "pdf-busy";
    public const string TooSlow = "pdf-timeout";
    public const string Failed = "pdf-failed";

    public string Code { get; } = code;
}
