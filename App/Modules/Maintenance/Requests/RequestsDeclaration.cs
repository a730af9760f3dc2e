using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Modules.Tickets.Public;

namespace OpsFlux.Modules.Maintenance.Requests;

/// <summary>Marks the texts of tickets that become interventions.</summary>
public sealed class RequestsText;

internal static class RequestsDeclaration
{
    /// <summary>Tickets that become interventions, and end with them.</summary>
    public static ModuleBuilder AddRequests(this ModuleBuilder module) => module
        .Texts<RequestsText>()
        .Part<TicketIntervention>(TicketTurning.RecordKind)
        .On<InterventionMoved, FollowTickets>()
        .Services(services => services.AddSingleton<IAccountReferences, RequestReferences>());

    /// <summary>Where a turned ticket names people.</summary>
    private sealed class RequestReferences : IAccountReferences
    {
        public void Describe(AccountReferences references) => references.PersonStays<TicketWork>(w => w.TurnedBy);
    }
}
