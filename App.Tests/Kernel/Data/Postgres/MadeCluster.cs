using System.Diagnostics;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data.Postgres;

/// <summary>A cluster that was created, served and stopped, for tests of what comes after that: creating one takes seconds, copying it a fraction.</summary>
public sealed class MadeCluster : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new("-made");

    public async Task InitializeAsync()
    {
        await using (await ClusterTesting.StartAsync(folder.Path)) { }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    /// <summary>With owners and rights, by which the server judges its files.</summary>
    public async Task CopyToAsync(string path)
    {
        using var copying = Process.Start("cp", ["-a", $"{folder.Path}/.", path]);
        await copying.WaitForExitAsync();
        Assert.Equal(0, copying.ExitCode);
    }
}
