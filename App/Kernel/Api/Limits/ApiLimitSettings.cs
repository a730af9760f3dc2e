using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Api.Limits;

/// <summary>How many requests a minute. <see cref="SignIns"/> is for /auth, from one address.</summary>
internal sealed record ApiLimitNumbers(int Caller, int Address, int SignIns);

/// <summary>What administrators chose, looked at again every few seconds rather than with each request.</summary>
internal sealed class ApiLimitSettings(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly NumberSetting
        Caller = new("Api.RequestsPerMinute", Default: 600, Min: 10, Max: 100_000) { IsForAll = true },
        Address = new("Api.RequestsPerMinuteAndAddress", Default: 3_000, Min: 60, Max: 1_000_000) { IsForAll = true },
        SignIns = new("Api.SignInsPerMinute", Default: 20, Min: 1, Max: 10_000) { IsForAll = true };

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    // One reference: two requests may read and write it at the same moment.
    private Known? known;

    public async ValueTask<ApiLimitNumbers> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (known is (var numbers, var readAt) && now - readAt < Remembered && now >= readAt) return numbers;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        var settings = scope.ServiceProvider.GetRequiredService<ReadSettings>();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        if (await settings.NumbersAsync(db, [Caller, Address, SignIns], Guid.Empty, ct) is not [var caller, var address, var signIns]) throw new InvalidOperationException("Each setting has one value");
        var read = new ApiLimitNumbers(caller, address, signIns);
        known = new(read, now);
        return read;
    }

    private sealed record Known(ApiLimitNumbers Numbers, DateTimeOffset ReadAt);
}
