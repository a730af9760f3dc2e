using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Accounts.Public;

/// <summary>An account is out of use: nobody comes by it any more.</summary>
/// <param name="MergedIntoId">The account that continues it, where it was a duplicate.</param>
[EventName("users.user.deactivated")]
public sealed record UserDeactivated(Guid UserId, string UserName, Guid? MergedIntoId) : IEvent;
