using OpsFlux.Kernel.Accounts.Directory.Ldap;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>When the directory last answered, or why it does not.</summary>
public sealed record DirectoryState(DateTimeOffset? AnsweredAt, DirectoryProblem? Problem, string Said, DateTimeOffset? FailedAt);

/// <summary>
/// After a failure nobody waits for the directory for half a minute; then one tries and the others still do not wait, so
/// that a dead server costs its time-out once rather than at every sign-in.
/// </summary>
public sealed class DirectoryBreaker(TimeProvider clock)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private DateTimeOffset? closedUntil;

    public DirectoryState State { get; private set; } = new(null, null, "", null);

    /// <summary>Runs the work, or throws at once what it threw last while the directory rests.</summary>
    internal async Task<T> RunAsync<T>(Func<Task<T>> ask)
    {
        Enter();
        try
        {
            var answer = await ask();
            lock (gate) (closedUntil, State) = (null, new(clock.GetUtcNow(), null, "", State.FailedAt));
            return answer;
        }
        catch (LdapUnavailableException e)
        {
            lock (gate) (closedUntil, State) = (clock.GetUtcNow() + Rest, new(State.AnsweredAt, e.Problem, e.Message, clock.GetUtcNow()));
            throw;
        }
    }

    /// <summary>Somebody mended something and wants to know: the next one tries.</summary>
    internal void Reset()
    {
        lock (gate) closedUntil = null;
    }

    private void Enter()
    {
        lock (gate)
        {
            if (closedUntil is not { } until) return;
            if (until > clock.GetUtcNow()) throw new LdapUnavailableException(State.Problem ?? DirectoryProblem.Unreachable, State.Said);
            closedUntil = clock.GetUtcNow() + Rest;   // this one tries, the others wait for what comes of it
        }
    }
}
