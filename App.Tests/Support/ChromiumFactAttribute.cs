using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpsFlux.Kernel.Reports.Printing;
using Xunit;

namespace OpsFlux.Tests.Support;

/// <summary>A test that prints. Skipped, with the reason, on a machine without the browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (ChromiumProgram.Find(Options.Value) is null) Skip = "Chromium is not installed (or set Pdf__Chromium).";
    }

    /// <summary>
    /// From the environment, as the application reads it: a container that refuses user namespaces runs the tests
    /// with Pdf__Sandbox=off.
    /// </summary>
    public static IOptions<PdfOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Pdf").Get<PdfOptions>() ?? new PdfOptions());
}
