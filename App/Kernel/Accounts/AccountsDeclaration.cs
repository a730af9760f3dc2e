using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts;

internal static class AccountsDeclaration
{
    /// <summary>Signing in, people and teams.</summary>
    public static ModuleBuilder AddAccounts(this ModuleBuilder module) => module
        .Permission(UserPermissions.View, (BuiltInRoles.Manager, Scope.Structure), (BuiltInRoles.Auditor, Scope.All))
        .Permission(UserPermissions.Manage)
        .Permission(UserPermissions.ManageGroups)
        .Permission(UserPermissions.ViewSignIns, (BuiltInRoles.Auditor, Scope.All))
        .Permission(UserPermissions.ExportPersonalData)
        .Permission(UserPermissions.Anonymise)
        .Permission(UserPermissions.ManageRetention)
        .Texts<SigningInText>()
        .Setting(SignInMail.When)
        .Setting(SessionSettings.IdleHours)
        .Setting(SessionSettings.LongestDays)
        .Setting(SessionSettings.RememberedDays)
        .Profile("/profile", "Profile.Title", order: 10);
}
