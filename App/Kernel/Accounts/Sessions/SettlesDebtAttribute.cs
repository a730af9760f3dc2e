namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// On a page or endpoint that a session may use although it owes something: the page that settles it, and what everybody
/// needs, such as signing out. Without <paramref name="debts"/>: whatever it owes.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SettlesDebtAttribute(params SessionDebt[] debts) : Attribute
{
    public bool Covers(SessionDebt debt) => debts.Length == 0 || debts.Contains(debt);
}

/// <summary>Where each debt is settled.</summary>
public static class DebtAddresses
{
    /// <summary>Code of the 403 that endpoints answer meanwhile.</summary>
    public const string RefusalCode = "session-owes";

    public static string Of(SessionDebt debt) => debt is SessionDebt.ChangePassword ? "/change-password" : "/profile/security";
}
