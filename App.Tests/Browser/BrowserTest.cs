using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>
/// Tests that use pages. What one of them opened is closed after it: a page left open goes on reading at every change that
/// later tests make.
/// </summary>
public abstract class BrowserTest(BrowserApp app) : IAsyncLifetime
{
    protected BrowserApp App => app;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => app.CloseAsync();
}
