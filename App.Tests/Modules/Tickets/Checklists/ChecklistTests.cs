using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Checklists;

public sealed class ChecklistTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Items_are_added_ticked_moved_and_removed_and_told()
    {
        App.User.Grant(TicketPermissions.Work, Scope.All).Grant(TicketPermissions.View, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());
        foreach (var text in new[] { "Badge", "Portable\nde prêt", "Téléphone" }) Assert.Null((await AddAsync(ticket, text)).Refusal);

        await StepAsync(ticket, "Téléphone", ChecklistStep.Up);
        await StepAsync(ticket, "Badge", ChecklistStep.Up);   // already the first
        await StepAsync(ticket, "Badge", ChecklistStep.Tick);
        await StepAsync(ticket, "Badge", ChecklistStep.Tick);   // twice is once
        await StepAsync(ticket, "Portable de prêt", ChecklistStep.Remove);

        var lines = await LinesAsync(ticket);
        Assert.Equal(["Badge", "Téléphone"], lines.Select(l => l.Text));
        Assert.Equal((App.Clock.Now, "Alice Martin"), (lines[0].DoneAt, lines[0].DoneBy));
        var told = (await App.TimelineAsync(ticket.Id)).Where(e => e.Kind == TimelineKind.Checked).Select(e => $"{e.Field} {e.NewValue}");
        Assert.Equal(["added Badge", "added Portable de prêt", "added Téléphone", "done Badge", "removed Portable de prêt"], told);
        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
        var progress = await App.RunAsync((ReadChecklist use) => use.ProgressAsync([ticket.Id], default));
        Assert.Equal(new ChecklistProgress(1, 2), progress[ticket.Id]);
    }

    [Fact]
    public async Task A_new_ticket_begins_with_its_categorys_and_is_resolved_once_what_is_required_is_done()
    {
        App.User.Grant(TicketPermissions.Configure, Scope.All).Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.Work, Scope.All)
            .Grant(TicketPermissions.Resolve, Scope.All).Grant(TicketPermissions.View, Scope.All);
        var category = await App.SaveAsync(Make.Category());
        Assert.Null((await SaveAsync(new() { Name = "Arrivée", CategoryId = category.Id, Lines = "Badge\n\n Portable \n", IsRequired = true })).Refusal);
        Assert.Null((await SaveAsync(new() { Name = "Divers", CategoryId = category.Id, Lines = "Café" })).Refusal);

        var opened = (await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Nouvel arrivant", CategoryId = category.Id }, default))).Value!;   // granted
        var ticket = await App.LoadAsync<Ticket>(opened.Id);
        await MoveAsync(ticket.Id, TicketTrigger.Start);
        var refused = (await MoveAsync(ticket.Id, TicketTrigger.Resolve)).Refusal;

        Assert.Equal(["Badge", "Portable", "Café"], (await LinesAsync(ticket)).Select(l => l.Text));
        Assert.Equal((TicketRefusals.ChecklistIncomplete, 2, "Badge"), (refused?.Code, refused?.Arguments[0], refused?.Arguments[1]));
        Assert.Equal(TicketRefusals.ChecklistRequired, (await StepAsync(ticket, "Badge", ChecklistStep.Remove)).Refusal?.Code);
        await StepAsync(ticket, "Badge", ChecklistStep.Tick);
        await StepAsync(ticket, "Portable", ChecklistStep.Tick);
        Assert.Null((await MoveAsync(ticket.Id, TicketTrigger.Resolve)).Refusal);
    }

    [Fact]
    public async Task Over_full_forbidden_or_out_of_scope_nothing_changes()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id, structure: (await App.SaveAsync(Make.Structure())).Id));
        var closed = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));

        Assert.Equal(Refusal.Forbidden, (await AddAsync(ticket, "Badge")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ReadChecklist use) => use.RunAsync(ticket.Id, default))).Refusal);
        App.User.Grant(TicketPermissions.Work, Scope.Structure).Grant(TicketPermissions.View, Scope.Structure);
        Assert.Equal(Refusal.NotFound, (await AddAsync(ticket, "Badge")).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ReadChecklist use) => use.RunAsync(ticket.Id, default))).Refusal);
        App.User.Grant(TicketPermissions.Work, Scope.All).Grant(TicketPermissions.View, Scope.All);
        Assert.Equal(TicketRefusals.IsOver, (await AddAsync(closed, "Badge")).Refusal?.Code);
        Assert.Equal("required", (await AddAsync(ticket, " ")).Refusal?.Fields[0].Code);
        Assert.Equal("too-long", (await AddAsync(ticket, new string('x', 301))).Refusal?.Fields[0].Code);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ChangeChecklist use) => use.RunAsync(new ChecklistStepRequest { TicketId = ticket.Id, ItemId = Guid.CreateVersion7() }, default))).Refusal);
        await App.SaveAllAsync([.. Enumerable.Range(0, ChecklistLimits.MostItems).Select(i => new ChecklistItem { TicketId = ticket.Id, Text = $"{i}", Position = i })]);
        Assert.Equal(TicketRefusals.ChecklistFull, (await AddAsync(ticket, "Badge")).Refusal?.Code);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Templates_are_for_who_configures_and_name_what_is_wrong()
    {
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ChecklistTemplates use) => use.RunAsync(default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Name = "A", CategoryId = World.Category, Lines = "x" })).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ChecklistTemplates use) => use.RemoveAsync(Guid.CreateVersion7(), default))).Refusal);
        App.User.Grant(TicketPermissions.Configure, Scope.Structure);   // a template is every structure's
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Name = "A", CategoryId = World.Category, Lines = "x" })).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ChecklistTemplates use) => use.RemoveAsync(Guid.CreateVersion7(), default))).Refusal);
        App.User.Grant(TicketPermissions.Configure, Scope.All);

        Assert.Equal(["CategoryId", "Lines", "Name"], (await SaveAsync(new())).Refusal?.Fields.Select(f => f.Field).Order());
        Assert.Equal("line-too-long", (await SaveAsync(new() { Name = "A", CategoryId = World.Category, Lines = new string('x', 301) })).Refusal?.Fields[0].Code);
        Assert.Equal("too-many", (await SaveAsync(new() { Name = "A", CategoryId = World.Category, Lines = string.Concat(Enumerable.Repeat("x\n", 101)) })).Refusal?.Fields[0].Code);
        Assert.Equal(TicketRefusals.UnknownCategory, (await SaveAsync(new() { Name = "A", CategoryId = (await App.SaveAsync(Make.Category(isActive: false))).Id, Lines = "x" })).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, (await SaveAsync(new() { Id = Guid.CreateVersion7(), Name = "A", CategoryId = World.Category, Lines = "x" })).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ChecklistTemplates use) => use.RemoveAsync(Guid.CreateVersion7(), default))).Refusal);
    }

    [Fact]
    public async Task A_template_is_changed_and_removed()
    {
        App.User.Grant(TicketPermissions.Configure, Scope.All);
        var category = await App.SaveAsync(Make.Category());
        await SaveAsync(new() { Name = "Départ", CategoryId = category.Id, Lines = "Badge" });
        var template = (await ListAsync()).Single(t => t.CategoryId == category.Id);

        await SaveAsync(new() { Id = template.Id, Name = "Départ définitif", CategoryId = category.Id, Lines = "Badge\nClés", IsRequired = true });
        var changed = (await ListAsync()).Single(t => t.CategoryId == category.Id);
        await App.RunAsync((ChecklistTemplates use) => use.RemoveAsync(template.Id, default));

        Assert.Equal(("Départ définitif", true), (changed.Name, changed.IsRequired));
        Assert.Equal(["Badge", "Clés"], changed.Items);
        Assert.DoesNotContain(await ListAsync(), t => t.Id == template.Id);
    }

    private Task<Result> AddAsync(Ticket ticket, string text) =>
        App.RunAsync((ChangeChecklist use) => use.RunAsync(new AddChecklistItemRequest { TicketId = ticket.Id, Text = text }, default));

    private async Task<Result> StepAsync(Ticket ticket, string text, ChecklistStep step)
    {
        var item = (await LinesAsync(ticket)).Single(l => l.Text == text).Id;
        return await App.RunAsync((ChangeChecklist use) => use.RunAsync(new ChecklistStepRequest { TicketId = ticket.Id, ItemId = item, Step = step }, default));
    }

    private async Task<IReadOnlyList<ChecklistLine>> LinesAsync(Ticket ticket) => (await App.RunAsync((ReadChecklist use) => use.RunAsync(ticket.Id, default))).Value!;   // granted

    private async Task<Result> MoveAsync(Guid ticket, TicketTrigger trigger)
    {
        var version = (await App.LoadAsync<Ticket>(ticket)).Version;
        return await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket, Version = version, Trigger = trigger, Solution = "Fait" }, default));
    }

    private Task<Result> SaveAsync(ChecklistTemplateRequest request) => App.RunAsync((ChecklistTemplates use) => use.SaveAsync(request, default));

    private async Task<IReadOnlyList<TemplateLine>> ListAsync() => (await App.RunAsync((ChecklistTemplates use) => use.RunAsync(default))).Value!;   // granted
}
