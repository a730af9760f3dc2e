using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class CommentTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_comment_is_kept_told_and_raises_no_version()
    {
        App.User.Grant(TicketPermissions.Comment, Scope.Own);
        var ticket = await App.SaveAsync(Make.Ticket());
        App.Clock.Advance(TimeSpan.FromMinutes(5));

        var result = await CommentAsync(ticket, " Toujours en panne ");

        Assert.Null(result.Refusal);
        var line = (await App.TimelineAsync(ticket.Id)).Single();
        Assert.Equal((TimelineKind.Comment, "Toujours en panne", false, World.Alice, App.Clock.Now), (line.Kind, line.Body, line.IsInternal, line.ActorId, line.At));
        var after = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((1, App.Clock.Now, World.Alice), (after.Version, after.UpdatedAt, after.UpdatedBy));
        Assert.Single(await App.EventsAsync<TicketCommented>(), e => e.TicketId == ticket.Id && !e.IsInternal);
    }

    [Fact]
    public async Task A_comment_leaves_an_audit_row()
    {
        App.User.Grant(TicketPermissions.Comment, Scope.Own);
        var ticket = await App.SaveAsync(Make.Ticket());

        await CommentAsync(ticket, "Toujours en panne");

        var id = (await App.TimelineAsync(ticket.Id)).Single().Id.ToString();
        var audited = await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.SubjectId == id).ToListAsync());
        Assert.Equal((AuditAction.Create, "timeline_entry", World.Alice), audited.Select(a => (a.Action, a.Subject, a.ActorId ?? default)).Single());
    }

    [Fact]
    public async Task An_internal_note_takes_a_permission_of_its_own()
    {
        App.User.Grant(TicketPermissions.Comment, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.Equal(Refusal.Forbidden, (await CommentAsync(ticket, "Entre nous", isInternal: true)).Refusal);
        App.User.Grant(TicketPermissions.Note, Scope.All);
        Assert.Null((await CommentAsync(ticket, "Entre nous", isInternal: true)).Refusal);

        Assert.Equal((TimelineKind.InternalNote, true), (await App.TimelineAsync(ticket.Id)).Select(e => (e.Kind, e.IsInternal)).Single());
    }

    [Fact]
    public async Task A_comment_never_conflicts_with_an_edit()
    {
        App.User.Grant(TicketPermissions.Comment, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        var result = await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 42, Body = "Bonjour" }, default));

        Assert.Null(result.Refusal);
    }

    [Fact]
    public async Task An_empty_comment_is_refused()
    {
        App.User.Grant(TicketPermissions.Comment, Scope.All);

        Assert.Equal(("Body", "required"), (await CommentAsync(await App.SaveAsync(Make.Ticket()), "  ")).Refusal?.Fields.Select(f => (f.Field, f.Code)).Single());
    }

    [Fact]
    public async Task Without_the_permission_or_out_of_scope_nothing_is_written()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));

        Assert.Equal(Refusal.Forbidden, (await CommentAsync(ticket, "Bonjour")).Refusal);
        App.User.Grant(TicketPermissions.Comment, Scope.Own);
        Assert.Equal(Refusal.NotFound, (await CommentAsync(ticket, "Bonjour")).Refusal);
        Assert.Empty(await App.TimelineAsync(ticket.Id));
    }

    private Task<Result> CommentAsync(Ticket ticket, string body, bool isInternal = false) =>
        App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = body, IsInternal = isInternal }, default));
}
