using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>A test that checks accessibility: needs Chromium, and axe-core's script at OPSFLUX_AXE (deploy/test.sh fetches it).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AxeTheoryAttribute : TheoryAttribute
{
    public AxeTheoryAttribute()
    {
        Skip = new ChromiumFactAttribute().Skip ?? (File.Exists(Script) ? null : "axe-core is not there (npm was missing, or set OPSFLUX_AXE).");
    }

    public static string Script => Environment.GetEnvironmentVariable("OPSFLUX_AXE") ?? "";
}
