using System.Collections.Concurrent;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>
/// What this instance knows of keys that rest, for a second at most: most of a flood of guesses then costs no statement, and
/// one that another instance or an administrator set free is free here too before anybody notices.
/// </summary>
public sealed class RestingKeys(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, DateTimeOffset Learned)> resting = new();

    public void Learn(string key, DateTimeOffset until)
    {
        if (resting.Count >= Most) resting.Clear();
        resting[key] = (until, clock.GetUtcNow());
    }

    public void Forget(string key) => resting.TryRemove(key, out _);

    /// <summary>Null: not known to rest.</summary>
    public TimeSpan? RestOf(string key)
    {
        var now = clock.GetUtcNow();
        return resting.TryGetValue(key, out var known) && now >= known.Learned && now < known.Until && now - known.Learned < Memory ? known.Until - now : null;
    }
}
