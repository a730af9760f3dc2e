using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Directory;

internal static class DirectoryDeclaration
{
    /// <summary>Signing in with the password of an LDAP directory or of Active Directory; off without a configuration.</summary>
    public static ModuleBuilder AddDirectory(this ModuleBuilder module) => module
        .Texts<DirectoryText>()
        .Setting(DirectoryAccounts.CreatesPeople)
        .Setting(CheckDirectoryPeople.FollowsLeavers)
        .Job<CheckDirectoryPeople>("accounts.directory", "0 10 * * * ?")
        .Admin("/admin/directory", "Directory.Title", "people", UserPermissions.Manage, order: 85)
        .Services(services => services
            .AddSingleton(s => DirectorySettings.Read(s.GetRequiredService<IConfiguration>()))
            .AddSingleton<DirectoryBreaker>()
            .AddSingleton<DirectoryClient>()
            .AddSingleton<DirectoryAccounts>()
            .AddSingleton<DirectorySignIn>());
}
