using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Requests;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Files;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Requests;

/// <summary>A ticket becomes an intervention without losing anything, once, and ends with it.</summary>
public sealed class TurnTicketTests(FilesWeb app) : AppTests<FilesWeb>(app)
{
    private static readonly string[] Held =
    [
        TicketPermissions.View, TicketPermissions.Comment, TicketPermissions.Note, TicketPermissions.Work, TicketPermissions.Resolve, MaintenancePermissions.View, MaintenancePermissions.Create,
        MaintenancePermissions.Assign, MaintenancePermissions.Work, MaintenancePermissions.Cancel, MaintenancePermissions.ViewTechnicians, AssetPermissions.View, AssetPermissions.Operate,
    ];

    [Fact]
    public async Task All_that_was_said_and_sent_goes_along()
    {
        var (ticket, requester) = await TicketAsync();
        await SayAsync(ticket, requester.Id, ("Depuis ce matin", false), ("Prévoir une nacelle", true));
        await AttachAsync(ticket, "fuite.txt", isInternal: false);
        await AttachAsync(ticket, "devis.txt", isInternal: true);

        var work = await TurnAsync(ticket);

        Assert.Equal((requester.Id, "La presse fuit", "Sous le vérin"), (work.RequesterId, work.Title, work.Description));
        var lines = await App.TimelineAsync(work.Id);
        Assert.Equal([("Depuis ce matin", false), ("Prévoir une nacelle", true)], lines.Where(l => l.Kind is TimelineKind.Comment or TimelineKind.InternalNote).Select(l => (l.Body!, l.IsInternal)));   // chosen by their kind
        Assert.All(lines.Where(l => l.Kind == TimelineKind.Comment), l => Assert.Equal((requester.Id, FakeClock.Start), (l.ActorId, l.At)));
        Assert.Contains(lines, l => l.Kind == TimelineKind.Turned && l.NewValue == ticket.Number);
        Assert.Equal([("fuite.txt", false), ("devis.txt", true)], (await App.AttachmentsAsync(work.Id)).Select(f => (f.Name, f.IsInternal)));
    }

    [Fact]
    public async Task The_ticket_says_what_it_became_is_linked_and_taken_in_charge()
    {
        var (ticket, _) = await TicketAsync();

        var work = await TurnAsync(ticket);

        var now = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((TicketState.InProgress, World.Alice), (now.State, now.AssigneeId));
        Assert.Contains(await App.TimelineAsync(ticket.Id), l => l.Kind == TimelineKind.Turned && l.Field == "Into" && l.NewValue == work.Number);
        Assert.Equal(LinkType.MadeFrom, (await App.WithDbAsync(db => db.Set<RecordLink>().SingleAsync(l => l.FromId == work.Id && l.ToId == ticket.Id))).Type);
        var seen = await App.RunAsync((GetTicketWork use) => use.RunAsync(ticket.Ref, default));
        Assert.Equal((work.Number, false), (Assert.Single(seen.Value!.Interventions).Number, seen.Value.MayTurn));   // granted
    }

    [Fact]
    public async Task A_file_removed_from_one_stays_with_the_other()
    {
        var (ticket, _) = await TicketAsync();
        await AttachAsync(ticket, "fuite.txt", isInternal: false);
        var work = await TurnAsync(ticket);

        var (original, copy) = (Assert.Single(await App.AttachmentsAsync(ticket.Id)), Assert.Single(await App.AttachmentsAsync(work.Id)));

        Assert.NotEqual(original.StorageKey, copy.StorageKey);
        Assert.Equal((original.Sha256, original.Size, original.UploadedBy), (copy.Sha256, copy.Size, copy.UploadedBy));
        Assert.NotNull(await App.Store.OpenAsync(copy.StorageKey, default));
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        Assert.Null((await App.RunAsync((RemoveFile use) => use.RunAsync(original.Id, default))).Refusal);
        Assert.Null((await App.LoadAsync<Attachment>(copy.Id)).RemovedAt);
    }

    [Fact]
    public async Task A_ticket_becomes_one_intervention_and_no_second_at_a_time()
    {
        var (ticket, _) = await TicketAsync();
        await AttachAsync(ticket, "fuite.txt", isInternal: false);

        var both = await Task.WhenAll(TryAsync(ticket), TryAsync(ticket));

        var made = Assert.Single(both, r => !r.Failed);
        Assert.Equal(MaintenanceRefusals.AlreadyTurned, Assert.Single(both, r => r.Failed).Refusal!.Code);   // it failed
        Assert.Single(await App.WithDbAsync(db => db.Set<TicketWork>().Where(w => w.TicketId == ticket.Id).ToListAsync()), w => w.InterventionId == made.Value!.Id);
        Assert.Equal(MaintenanceRefusals.AlreadyTurned, (await TryAsync(ticket)).Refusal?.Code);
        var form = await App.RunAsync((ReadTicketToTurn use) => use.RunAsync(ticket.Number, default));
        Assert.Equal(made.Value!.Number, form.Value!.TurnedInto);   // granted
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        var (ticket, _) = await TicketAsync();
        await AttachAsync(ticket, "fuite.txt", isInternal: false);
        var before = App.FilesOnDisk().Length;

        var refused = await TryAsync(ticket, r => r.ContractId = Guid.CreateVersion7());

        Assert.Equal(MaintenanceRefusals.UnknownContract, refused.Refusal?.Code);
        Assert.Equal(before, App.FilesOnDisk().Length);
        Assert.DoesNotContain(await App.TimelineAsync(ticket.Id), l => l.Kind == TimelineKind.Turned);
    }

    [Fact]
    public async Task When_the_work_is_done_the_ticket_is_resolved_with_the_report_once()
    {
        var (ticket, _) = await TicketAsync();
        var work = await TurnAsync(ticket, await App.TechnicianAsync());
        await App.StepAsync(work.Id, InterventionTrigger.Start);
        await App.StepAsync(work.Id, InterventionTrigger.Close);

        await App.DrainEventsAsync();
        await AgainAsync();

        var now = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((TicketState.Resolved, "Joint remplacé"), (now.State, now.Solution));
        Assert.Single(await App.TimelineAsync(ticket.Id), l => l.Kind == TimelineKind.StateChanged && l.NewValue == nameof(TicketState.Resolved));
    }

    [Fact]
    public async Task A_ticket_that_waits_is_resolved_too()
    {
        var (ticket, _) = await TicketAsync(TicketState.Waiting);
        var work = await TurnAsync(ticket, await App.TechnicianAsync());
        await App.StepAsync(work.Id, InterventionTrigger.Start);
        await App.StepAsync(work.Id, InterventionTrigger.Close);

        await App.DrainEventsAsync();

        Assert.Equal(TicketState.Resolved, (await App.LoadAsync<Ticket>(ticket.Id)).State);
    }

    [Fact]
    public async Task A_checklist_of_the_ticket_that_is_incomplete_keeps_it_open_and_it_says_that_the_work_is_done()
    {
        var (ticket, _) = await TicketAsync();
        await App.SaveAsync(new OpsFlux.Modules.Tickets.Checklists.ChecklistItem { TicketId = ticket.Id, Text = "Facturer", IsRequired = true, Position = 1 });
        var work = await TurnAsync(ticket, await App.TechnicianAsync());
        await App.StepAsync(work.Id, InterventionTrigger.Start);
        await App.StepAsync(work.Id, InterventionTrigger.Close);

        await App.DrainEventsAsync();

        Assert.Equal(TicketState.InProgress, (await App.LoadAsync<Ticket>(ticket.Id)).State);
        Assert.Contains(await App.TimelineAsync(ticket.Id), l => l is { Kind: TimelineKind.Turned, Field: "Done", Body: "Joint remplacé" });
    }

    [Fact]
    public async Task When_the_work_is_cancelled_the_ticket_says_so_stays_open_and_can_become_another()
    {
        var (ticket, requester) = await TicketAsync();
        var work = await TurnAsync(ticket);
        await App.StepAsync(work.Id, InterventionTrigger.Cancel);

        await App.DrainEventsAsync();
        await AgainAsync();

        Assert.Equal(TicketState.InProgress, (await App.LoadAsync<Ticket>(ticket.Id)).State);
        Assert.Single(await App.TimelineAsync(ticket.Id), l => l is { Kind: TimelineKind.Turned, Field: "Cancelled", Body: "Doublon" } && l.NewValue == work.Number);
        Assert.Contains(await App.EventsAsync<TicketCommented>(), e => e.TicketId == ticket.Id && e.RequesterId == requester.Id && !e.IsInternal);
        Assert.NotEqual(work.Id, (await TurnAsync(ticket)).Id);
    }

    [Theory]
    [InlineData(TicketState.Resolved)]
    [InlineData(TicketState.Closed)]
    [InlineData(TicketState.Cancelled)]
    public async Task Nothing_is_made_of_a_ticket_that_is_over(TicketState state)
    {
        var (ticket, _) = await TicketAsync(state);

        Assert.Equal(TicketRefusals.IsOver, (await TryAsync(ticket)).Refusal?.Code);
    }

    [Fact]
    public async Task A_ticket_of_another_client_is_as_unknown()
    {
        var (ours, theirs) = (await App.SaveAsync(Make.Structure("Client A", kind: StructureKind.Client)), await App.SaveAsync(Make.Structure("Client B", kind: StructureKind.Client)));
        var other = await App.SaveAsync(Make.Ticket(structure: theirs.Id, requester: (await App.SaveAsync(Make.User(structure: theirs.Id))).Id));
        foreach (var permission in Held) App.User.Grant(permission, Scope.Structure, ours.Id);

        Assert.Same(Refusal.NotFound, (await TryAsync(other, r => r.StructureId = ours.Id)).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ReadTicketToTurn use) => use.RunAsync(other.Number, default))).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((GetTicketWork use) => use.RunAsync(other.Ref, default))).Refusal);
    }

    [Fact]
    public async Task What_may_not_be_read_does_not_go_along()
    {
        var (ticket, requester) = await TicketAsync();
        await SayAsync(ticket, requester.Id, ("Depuis ce matin", false), ("Entre nous", true));
        App.User.Revoke(TicketPermissions.Note);

        var work = await TurnAsync(ticket);

        Assert.DoesNotContain(await App.TimelineAsync(work.Id), l => l.IsInternal);
    }

    [Fact]
    public async Task The_form_begins_with_the_equipment_that_the_ticket_is_linked_to()
    {
        var (ticket, _) = await TicketAsync();
        var machine = await App.EquipmentAsync();
        await App.SaveAsync(new RecordLink { Type = LinkType.RelatesTo, FromKind = "ticket", FromId = ticket.Id, ToKind = "equipment", ToId = machine.Id, CreatedAt = FakeClock.Start });

        var form = (await App.RunAsync((ReadTicketToTurn use) => use.RunAsync(ticket.Number, default))).Value!;   // granted

        Assert.Equal((machine.Id, "La presse fuit", InterventionPriority.High), (form.Equipment?.Id, form.Ticket.Title, form.Priority));
    }

    private async Task<(Ticket Ticket, User Requester)> TicketAsync(TicketState state = TicketState.New)
    {
        foreach (var permission in Held) App.User.Grant(permission, Scope.All);
        var requester = await App.SaveAsync(Make.User("Omar Tazi"));
        return (await App.SaveAsync(Make.Ticket("La presse fuit", state, requester.Id, description: "Sous le vérin", priority: Priority.High)), requester);
    }

    private Task<Result<CreatedIntervention>> TryAsync(Ticket ticket, Action<CreateInterventionRequest>? with = null)
    {
        var request = new CreateInterventionRequest { Title = "La presse fuit", Description = "Sous le vérin", StructureId = World.Structure, FromTicket = ticket.Number };
        with?.Invoke(request);
        return App.RunAsync((CreateIntervention use) => use.RunAsync(request, default));
    }

    private async Task<Intervention> TurnAsync(Ticket ticket, OpsFlux.Modules.Maintenance.Technicians.Technician? lead = null)
    {
        var created = await TryAsync(ticket, r => r.LeadId = lead?.UserId);
        Assert.Null(created.Refusal);
        return await App.LoadAsync<Intervention>(created.Value!.Id);
    }

    private Task SayAsync(Ticket ticket, Guid author, params (string Body, bool IsInternal)[] said) => App.WithDbAsync(async db =>
    {
        var row = await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id);
        foreach (var (at, (body, isInternal)) in said.Index())
            row.Log(new() { Kind = isInternal ? TimelineKind.InternalNote : TimelineKind.Comment, Body = body, IsInternal = isInternal, ActorId = author, At = FakeClock.Start.AddMinutes(at) });
        return await db.SaveChangesAsync();
    });

    private async Task AttachAsync(Ticket ticket, string name, bool isInternal)
    {
        using var body = new MemoryStream(Samples.Text());
        Assert.Null((await App.RunAsync((AttachContent use) => use.RunAsync(new(ticket.Ref, null), isInternal, name, body, default))).Refusal);
    }

    /// <summary>All events are delivered once more, as after a crash.</summary>
    private async Task AgainAsync()
    {
        await App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("update kernel.event_deliveries set state = 'Pending', next_attempt_at = '2000-01-01' where handler = 'FollowTickets'"));
        await App.DrainEventsAsync();
    }
}
