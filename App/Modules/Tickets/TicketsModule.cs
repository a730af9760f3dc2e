using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Deleted;
using OpsFlux.Kernel.Organisation.Merging;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Api;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Closing;
using OpsFlux.Modules.Tickets.Compliance;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Import;
using OpsFlux.Modules.Tickets.Keeping;
using OpsFlux.Modules.Tickets.Lists;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.News;
using OpsFlux.Modules.Tickets.People;
using OpsFlux.Modules.Tickets.Preview;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.Reopening;
using OpsFlux.Modules.Tickets.Reports;
using OpsFlux.Modules.Tickets.Search;
using OpsFlux.Modules.Tickets.Setup;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using static OpsFlux.Kernel.Access.BuiltInRoles;
using static OpsFlux.Kernel.Access.Scope;

namespace OpsFlux.Modules.Tickets;

/// <summary>The service desk: incidents and service requests, from declaration to rating.</summary>
public sealed class TicketsModule : IModule
{
    public string Code => "tickets";

    public void Describe(ModuleBuilder module) => module
        .Texts<TicketsText>()
        .Permission(TicketPermissions.View, (Manager, Structure), (Technician, Structure), (User, Own), (Client, Own), (HseManager, Own), (Auditor, All))
        .Permission(TicketPermissions.Open, (Manager, Own), (Technician, Own), (User, Own), (Client, Own), (HseManager, Own))
        .Permission(TicketPermissions.Comment, (Manager, Structure), (Technician, Structure), (User, Own), (Client, Own), (HseManager, Own))
        .Permission(TicketPermissions.Note, (Manager, Structure), (Technician, Structure), (Auditor, All))
        .Permission(TicketPermissions.Edit, (Manager, Structure), (Technician, Structure))
        .Permission(TicketPermissions.Assign, (Manager, Structure), (Technician, Structure))
        .Permission(TicketPermissions.Work, (Manager, Structure), (Technician, Structure))
        .Permission(TicketPermissions.Resolve, (Manager, Structure), (Technician, Structure))
        .Permission(TicketPermissions.Validate, (Manager, Own), (Technician, Own), (User, Own), (Client, Own), (HseManager, Own))
        .Permission(TicketPermissions.Reopen, (Manager, Structure), (Technician, Structure), (User, Own), (Client, Own), (HseManager, Own))
        .Permission(TicketPermissions.Cancel, (Manager, Structure), (Technician, Structure), (User, Own), (Client, Own), (HseManager, Own))
        .Permission(TicketPermissions.Rate, (Manager, Own), (Technician, Own), (User, Own), (Client, Own), (HseManager, Own))
        .Permission(TicketPermissions.Merge, (Manager, Structure), (Technician, Structure))
        .Permission(TicketPermissions.Export, (Manager, Structure), (Auditor, All))
        .Permission(TicketPermissions.Delete)
        .Permission(TicketPermissions.CorrectTime, (Manager, Structure))
        .Admin("/admin/tickets/checklists", "Checklists.Title", "check", TicketPermissions.Configure, order: 140)
        .Setting(ReopenRule.Days)
        .Menu<MyTicketCounter>("/tickets", "Tickets.Menu", "inbox", TicketPermissions.View, order: 10)
        .Create("/tickets/new", "Tickets.Declare", TicketPermissions.Open)
        .List<TicketListKind>()
        .Search<TicketSearch>()
        .Command("/tickets?view=Mine", "Command.MyTickets", "user", TicketPermissions.Work)
        .Command("/tickets?view=Requested", "Command.MyRequests", "inbox", TicketPermissions.View)
        .Command("/tickets/board", "Command.Board", "board", TicketPermissions.View)
        .Endpoints(TicketExport.Map)
        .Endpoints(PreviewEndpoint.Map)
        .Api(TicketsApi.Map)
        .Records<TicketRecords>()
        .AddSetup()
        .Workflow(TicketWorkflow.Instance)
        .Setting(CloseResolvedTickets.Days)
        .Job<CloseResolvedTickets>("tickets.close-resolved", "0 5 * * * ?")
        .Demo<TicketsDemo>()
        .Texts<TicketImportText>()
        .Import<ServiceNowProfile>("tickets", "servicenow")
        .Bulk<TicketsBulk>("tickets")
        .News(TicketNews.All)
        .Services(services => services.AddScoped<EnteredViews>())
        .On<TicketOpened, TellAboutTicket>()
        .On<TicketEdited, TellAboutTicket>()
        .On<TicketSeparated, TellAboutTicket>()
        .On<RecordTagged, TellAboutTicket>()
        .On<RecordRestored, TellAboutTicket>()
        .On<TicketAssigned, TellAboutTicket>()
        .On<TicketMoved, TellAboutTicket>()
        .On<TicketCommented, TellAboutTicket>()
        .On<TicketRated, TellAboutTicket>()
        .Clocks<ClockedTickets>(TicketClocks.Kind)
        .AddCompliance()
        .AddPeople()
        .AddMerging()
        .AddKeeping()
        .AddReference<Kernel.Organisation.Structure, Ticket>(nameof(Ticket.StructureId))
        .AddReference<Kernel.Organisation.Structure, CannedReply>(nameof(CannedReply.StructureId))
        .AddOnlyReference<Kernel.Organisation.Structure, StructurePriorities>(nameof(StructurePriorities.StructureId))
        .AddReference<Kernel.Organisation.Site, Ticket>(nameof(Ticket.SiteId));
}

/// <summary>Marks the module's texts.</summary>
public sealed class TicketsText;
