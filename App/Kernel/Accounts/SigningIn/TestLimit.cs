using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>How often somebody may have a test sent to himself: each one costs money or somebody else's patience.</summary>
public sealed class TestLimit(SignInThrottle throttle)
{
    public const int Most = 5;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>Counts the test that is about to be sent. Refuses: tests-too-many.</summary>
    /// <param name="channel">"push" or "sms": each is counted by itself.</param>
    public async Task<Result> TakeAsync(string channel, Guid personId, CancellationToken ct) =>
        await throttle.TakePlaceAsync($"test-{channel}", personId, Most, Within, ct) is { } rest ? Refusal.Conflict("tests-too-many", (int)Math.Ceiling(rest.TotalMinutes)) : Result.Ok;
}
