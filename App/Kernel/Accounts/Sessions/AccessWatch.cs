using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// Tells an open circuit when its person may do less than before: by a role taken away, or one whose time is over. What he
/// may do in addition takes nothing from the page, which would lose what is being typed.
/// </summary>
public sealed class AccessWatch : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly AccessCache cache;
    private readonly CurrentUser user;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private AccessSnapshot? held;
    private ITimer? timer;

    public AccessWatch(AccessCache cache, CurrentUser user, TimeProvider clock)
    {
        (this.cache, this.user, this.clock) = (cache, user, clock);
        cache.Changed += Changed;
        Look();
    }

    /// <summary>Raised on any thread.</summary>
    public event Action? Lost;

    public void Dispose()
    {
        cache.Changed -= Changed;
        lock (gate) timer?.Dispose();
    }

    private void Changed(Guid userId)
    {
        if (userId == user.Id) Look();
    }

    private void Look()
    {
        bool hasLost;
        lock (gate)
        {
            var now = cache.Current(user.Id);
            hasLost = held is not null && (now is null || !held.IsWithin(now));
            held = now ?? held;   // one that cannot be read denies for now, and is read again
            timer?.Dispose();
            var left = now is null ? LongestTimer : now.ValidUntil - clock.GetUtcNow();
            timer = left < LongestTimer ? clock.CreateTimer(_ => Look(), null, left, Timeout.InfiniteTimeSpan) : null;
        }

        if (hasLost) Lost?.Invoke();
    }
}
