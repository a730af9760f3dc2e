using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Portal;
using OpsFlux.Modules.Maintenance.Requests;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Modules.Maintenance.Contracts;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Portal;

/// <summary>What a client finds in his portal, and what he reports there; nothing of another client.</summary>
public sealed class PortalTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_client_finds_what_is_his_and_nothing_of_another()
    {
        var (ours, theirs) = (await SceneAsync("Client A"), await SceneAsync("Client B"));
        AsClient(ours);

        var portal = (await App.RunAsync((GetPortal use) => use.RunAsync(default))).Value!;   // he may

        Assert.Equal("Client A", portal.Client);
        Assert.Equal([ours.Machine], portal.Equipment!.Select(e => e.Id));   // he may see them
        Assert.Equal([ours.Work.Number], portal.Interventions!.Select(i => i.Number));   // as above
        Assert.Equal([ours.Contract.Id], portal.Contracts!.Select(c => c.Contract.Id));   // as above
        Assert.Equal([ours.Ticket.Number], portal.Requests!.Select(t => t.Number));   // as above
        Assert.Equal([ours.Machine], (await App.RunAsync((PortalChoices use) => use.EquipmentAsync(default))).Select(e => e.Id));
        Assert.NotEqual(theirs.Machine, ours.Machine);
    }

    [Fact]
    public async Task The_balance_says_what_is_included_used_and_left()
    {
        var ours = await SceneAsync("Client A");
        AsClient(ours);

        var contract = Assert.Single((await App.RunAsync((GetPortal use) => use.RunAsync(default))).Value!.Contracts!);   // he may

        Assert.Equal((600m, 0m, 600m), contract.Balances.Select(b => (b.Granted, b.Used, b.Left)).Single());
    }

    [Fact]
    public async Task Who_belongs_to_no_client_has_no_portal()
    {
        App.User.Grant(MaintenancePermissions.ViewPortal, Scope.All).Grant(TicketPermissions.Open, Scope.All);

        Assert.Equal(MaintenanceRefusals.NoClient, (await App.RunAsync((GetPortal use) => use.RunAsync(default))).Refusal?.Code);
        Assert.Equal(MaintenanceRefusals.NoClient, (await ReportAsync(new() { What = "La bande dérive" })).Refusal?.Code);
        App.User.Revoke(MaintenancePermissions.ViewPortal);
        Assert.Same(Refusal.Forbidden, (await App.RunAsync((GetPortal use) => use.RunAsync(default))).Refusal);
        Assert.Same(Refusal.Forbidden, (await ReportAsync(new() { What = "La bande dérive" })).Refusal);
    }

    [Fact]
    public async Task A_client_lands_on_his_portal_and_nobody_else_is_shown_it()
    {
        var ours = await SceneAsync("Client A");
        AsClient(ours);
        Assert.Equal("/portal", (await App.RunAsync((MenuEntries use) => use.ReadAsync(default)))[0].Href);

        App.User.As(World.Alice);   // of our own, with the same permission
        Assert.DoesNotContain(await App.RunAsync((MenuEntries use) => use.ReadAsync(default)), m => m.Href == "/portal");
    }

    [Fact]
    public async Task A_problem_becomes_a_ticket_in_the_clients_name_on_the_equipment()
    {
        var ours = await SceneAsync("Client A");
        var person = AsClient(ours);

        var raised = await ReportAsync(new() { EquipmentId = ours.Machine, What = "La bande dérive\nDepuis ce matin", Severity = ProblemSeverity.StandsStill });

        var ticket = await App.LoadAsync<Ticket>(raised.Value!.Ref.Id);   // he may
        Assert.Equal((person.Id, ours.Client, Urgency.High), (ticket.RequesterId, ticket.StructureId, ticket.Urgency));
        Assert.EndsWith(": La bande dérive", ticket.Title, StringComparison.Ordinal);
        Assert.Contains("Depuis ce matin", ticket.Description, StringComparison.Ordinal);
        Assert.Single(await App.WithDbAsync(db => db.Set<RecordLink>().Where(l => l.FromId == ticket.Id && l.ToId == ours.Machine).ToListAsync()));
        App.User.As(World.Alice).Grant(TicketPermissions.View, Scope.All).Grant(MaintenancePermissions.Create, Scope.All).Grant(AssetPermissions.View, Scope.All);
        var form = (await App.RunAsync((ReadTicketToTurn use) => use.RunAsync(ticket.Number, default))).Value!;   // granted
        Assert.Equal((true, ours.Machine, InterventionPriority.High), (form.StandsStill, form.Equipment?.Id, form.Priority));
        Assert.True((await App.RunAsync((GetTicketWork use) => use.RunAsync(ticket.Ref, default))).Value!.StandsStill);   // granted
    }

    [Fact]
    public async Task Equipment_of_another_client_is_unknown_in_the_form()
    {
        var (ours, theirs) = (await SceneAsync("Client A"), await SceneAsync("Client B"));
        AsClient(ours);
        var before = await App.WithDbAsync(db => db.Set<Ticket>().CountAsync());

        Assert.Equal(MaintenanceRefusals.UnknownEquipment, (await ReportAsync(new() { EquipmentId = theirs.Machine, What = "La bande dérive" })).Refusal?.Code);
        Assert.Contains((await ReportAsync(new() { What = "" })).Refusal!.Fields, f => f.Field == nameof(ReportProblemRequest.What));   // refused
        Assert.Equal(before, await App.WithDbAsync(db => db.Set<Ticket>().CountAsync()));
    }

    [Fact]
    public async Task A_problem_without_equipment_is_one_too()
    {
        var ours = await SceneAsync("Client A");
        AsClient(ours);

        var raised = await ReportAsync(new() { What = "Odeur de brûlé dans l’atelier" });

        Assert.Equal("Odeur de brûlé dans l’atelier", (await App.LoadAsync<Ticket>(raised.Value!.Ref.Id)).Title);   // he may
    }

    [Fact]
    public async Task A_client_follows_the_work_without_notes_or_steps()
    {
        var ours = await SceneAsync("Client A");
        App.User.Grant(MaintenancePermissions.Comment, Scope.All).Grant(MaintenancePermissions.Note, Scope.All);
        await SayAsync(ours.Work, "Nous passons mardi", isInternal: false);
        await SayAsync(ours.Work, "Client difficile", isInternal: true);
        AsClient(ours);

        var seen = (await App.RunAsync((GetIntervention use) => use.RunAsync(ours.Work.Number, default))).Value!;   // he may

        Assert.Contains(seen.Timeline, l => l.Body == "Nous passons mardi");
        Assert.DoesNotContain(seen.Timeline, l => l.IsInternal || l.Body == "Client difficile");
        Assert.Equal((0, true, false, false, false), (seen.Steps.Count, seen.MayComment, seen.MayNote, seen.MayAssign, seen.Access.Edit));
    }

    /// <param name="Client">Its structure.</param>
    private sealed record Scene(Guid Client, Guid Machine, Intervention Work, Contract Contract, Ticket Ticket, User Person);

    private async Task<Scene> SceneAsync(string name)
    {
        var client = await App.SaveAsync(Make.Structure(name, kind: StructureKind.Client));
        var person = await App.SaveAsync(Make.User("Omar Tazi", client.Id));
        var machine = await App.EquipmentAsync(client.Id);
        var work = await App.InterventionAsync(machine, lead: null);
        var contract = await App.ContractAsync(client.Id, c => c.IncludedMinutes = 600);
        var ticket = await App.SaveAsync(Make.Ticket(requester: person.Id, structure: client.Id));
        return new(client.Id, machine.Id, work, contract, ticket, person);
    }

    private User AsClient(Scene scene)
    {
        App.StartTest();
        App.User.As(scene.Person).Grant(TicketPermissions.View, Scope.Own).Grant(TicketPermissions.Open, Scope.Own);
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Comment, MaintenancePermissions.ViewPortal, MaintenancePermissions.ViewContracts, AssetPermissions.View })
            App.User.Grant(permission, Scope.Structure, scene.Client);
        return scene.Person;
    }

    private Task<Result<RaisedTicket>> ReportAsync(ReportProblemRequest request) => App.RunAsync((ReportProblem use) => use.RunAsync(request, default));

    private async Task SayAsync(Intervention work, string body, bool isInternal) =>
        Assert.Null((await App.RunAsync((CommentIntervention use) => use.RunAsync(new() { InterventionId = work.Id, Body = body, IsInternal = isInternal }, default))).Refusal);
}
