using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Modules.Tickets.People;

internal static class PeopleDeclaration
{
    /// <summary>What the administration of people and groups asks of tickets.</summary>
    public static ModuleBuilder AddPeople(this ModuleBuilder module) => module.Services(services => services
        .AddSingleton<IAccountReferences, TicketReferences>()
        .AddScoped<IPersonDuties, TicketDuties>()
        .AddScoped<IGroupDuties, TicketDuties>());
}
