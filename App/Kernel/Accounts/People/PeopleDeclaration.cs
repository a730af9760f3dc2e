using OpsFlux.Kernel.Accounts.People.Api;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.People.Import;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Kernel.Accounts.Teams.Api;
using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>Marks the texts of the administration of people and groups.</summary>
public sealed class PeopleText;

internal static class PeopleDeclaration
{
    /// <summary>Administration of people and groups.</summary>
    public static ModuleBuilder AddPeople(this ModuleBuilder module) => module
        .Texts<PeopleText>()
        .Admin("/admin/users", "People.Title", "user", UserPermissions.View, order: 10)
        .Admin("/admin/groups", "Groups.Title", "people", UserPermissions.ManageGroups, order: 20)
        .Import<PeopleProfile>("users", "people")
        .Endpoints(UserExport.Map)
        .Api(UsersApi.Map)
        .Api(GroupsApi.Map)
        .Services(services => services
            .AddScoped<PersonGuard>().AddScoped<PersonAct>().AddScoped<GroupAct>()
            .AddScoped<IInvitePeople, InviteByLink>()
            .AddScoped<ReferenceMove>().AddSingleton<IAccountReferences, KernelReferences>());
}
