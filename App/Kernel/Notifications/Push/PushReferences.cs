using OpsFlux.Kernel.Accounts.References;
using static OpsFlux.Kernel.Privacy.WhenAnonymised;

namespace OpsFlux.Kernel.Notifications.Push;

/// <summary>A device is switched on by a session, and sessions stay with the account that opened them.</summary>
internal sealed class PushReferences : IAccountReferences
{
    public void Describe(AccountReferences references) => references.PersonStays<PushSubscription>(p => p.UserId).Held("push", Delete);
}
