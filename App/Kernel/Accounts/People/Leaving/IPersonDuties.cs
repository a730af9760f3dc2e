using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.People.Leaving;

/// <summary>Something that hangs on a person who is about to leave.</summary>
/// <param name="Text">Key of its words, which {0} counts.</param>
/// <param name="HandedOver">How many of them whoever asks may hand over.</param>
public sealed record PersonDuty(string Text, int Count, int HandedOver, string? Href = null);

/// <summary>What a module knows that people leave behind: registered as a service, asked before an account is taken out of use.</summary>
public interface IPersonDuties
{
    /// <summary>Nothing where nothing hangs on him.</summary>
    Task<IReadOnlyList<PersonDuty>> OfAsync(AppDbContext db, ICurrentUser user, Guid personId, CancellationToken ct);

    /// <summary>
    /// Hands over what may be, to somebody or (null) back to nobody, tracked in the caller's context and saved by the caller.
    /// Refuses where the one named cannot take it.
    /// </summary>
    Task<Result> HandOverAsync(AppDbContext db, ICurrentUser user, Guid personId, Guid? to, CancellationToken ct);
}
