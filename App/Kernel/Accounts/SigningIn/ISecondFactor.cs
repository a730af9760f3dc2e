using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>The second proof that a door asks for: codes of an authenticator application, those sent by SMS, or those kept on paper.</summary>
public interface ISecondFactor
{
    /// <summary>Whether the person is asked for a code at all.</summary>
    Task<bool> HasAsync(AppDbContext db, User person, CancellationToken ct);

    /// <summary>
    /// True once for each right code, whichever instance is asked: the use is written in <paramref name="db"/>'s transaction.
    /// <paramref name="person"/> is not tracked.
    /// </summary>
    /// <param name="challengeId">What a code may have been sent for: the sign-in that is completed, or the session in which somebody proves again who he is; null where none can have been.</param>
    Task<bool> VerifyAsync(AppDbContext db, User person, string code, Guid? challengeId, CancellationToken ct);
}
