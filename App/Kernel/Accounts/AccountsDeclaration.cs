using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Accounts.Directory;
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
        .AddDirectory()
        .Setting(SignInMail.When)
        .Setting(SessionSettings.IdleHours)
        .Setting(SessionSettings.LongestDays)
        .Setting(SessionSettings.RememberedDays)
        .AddCredentials()
        .AddPeople()
        .Setting(CleanSignIns.JournalDays)
        .Job<CleanSignIns>("accounts.clean", "0 50 2 * * ?")
        .Job<ReviewSessions>("accounts.review-sessions", "15 0/5 * * * ?")
        .Admin("/admin/sign-ins", "SignIns.Title", "people", UserPermissions.ViewSignIns, order: 80)
        .Profile("/profile", "Profile.Title", order: 10)
        .Profile("/profile/sessions", "Sessions.Title", order: 30);
}
