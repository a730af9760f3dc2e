using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Tests.Support;

/// <summary>A circuit of somebody signed in: what he may do comes from his roles and grants, as it does in the application.</summary>
public sealed class SignedIn(AsyncServiceScope scope) : IAsyncDisposable
{
    public ICurrentUser User { get; } = scope.ServiceProvider.GetRequiredService<ICurrentUser>();

    public IServiceProvider Services => scope.ServiceProvider;

    /// <summary>A new act each time, as every click is.</summary>
    public async Task<T> RunAsync<TUse, T>(Func<TUse, Task<T>> act) where TUse : notnull
    {
        User.BeginAct();
        return await act(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
