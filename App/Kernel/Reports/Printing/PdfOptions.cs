namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>The section 'Pdf' of the configuration; every key may be left out.</summary>
public sealed class PdfOptions
{
    /// <summary>Path of a Chromium or Chrome; when empty, the usual places are searched.</summary>
    public string? Chromium { get; init; }

    /// <summary>
    /// Off only where the host refuses user namespaces and something else contains the process: a flaw in the
    /// browser would then reach whatever its account reaches.
    /// </summary>
    public PdfSandbox Sandbox { get; init; } = PdfSandbox.On;

    /// <summary>Who the browser runs as when the application is root, as whom it would have no sandbox.</summary>
    public string User { get; init; } = "nobody";

    /// <summary>For one document, from the start of the browser.</summary>
    public int TimeLimitSeconds { get; init; } = 60;

    /// <summary>How long a document waits for those before it.</summary>
    public int QueueLimitSeconds { get; init; } = 180;
}

public enum PdfSandbox
{
    On,
    Off,
}
