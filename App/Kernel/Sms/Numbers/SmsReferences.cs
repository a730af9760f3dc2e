using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Privacy;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>Codes prove who held a telephone: they stay with the account they were sent for, and end with its name.</summary>
internal sealed class SmsReferences : IAccountReferences
{
    public void Describe(AccountReferences references) => references.PersonStays<SmsCode>(c => c.UserId).Held("sms.codes", WhenAnonymised.Delete);
}
