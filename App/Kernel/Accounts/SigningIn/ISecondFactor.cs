using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>The second proof that a door asks for: codes of an authenticator application, or those kept on paper.</summary>
public interface ISecondFactor
{
    /// <summary>Whether the person is asked for a code at all.</summary>
    bool Has(User person);

    /// <summary>
    /// True once for each right code, whichever instance is asked: the use is written in <paramref name="db"/>'s transaction.
    /// <paramref name="person"/> is not tracked.
    /// </summary>
    Task<bool> VerifyAsync(AppDbContext db, User person, string code, CancellationToken ct);
}

/// <summary>Nobody has one.</summary>
internal sealed class NoSecondFactor : ISecondFactor
{
    public bool Has(User person) => false;

    public Task<bool> VerifyAsync(AppDbContext db, User person, string code, CancellationToken ct) => Task.FromResult(false);
}
