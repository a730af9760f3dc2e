using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Modules.Tickets.Merging;

/// <summary>What the tests of merging and of its undoing do.</summary>
public abstract class MergeStage : AppTests
{
    protected MergeStage(TestApp app) : base(app)
    {
        foreach (var permission in app.Catalog.PermissionCodes) app.User.Grant(permission, Scope.All);
    }

    protected Task<Result> MergeAsync(Ticket source, Ticket target, long version = 1) =>
        App.RunAsync((MergeTicket use) => use.RunAsync(new() { TicketId = source.Id, Version = version, TargetNumber = target.Number }, default));

    protected async Task<Result> UndoAsync(Ticket source)
    {
        var merge = await App.WithDbAsync(db => db.Set<TicketMerge>().OrderByDescending(m => m.MergedAt).FirstAsync(m => m.SourceId == source.Id));
        return await App.RunAsync((SeparateTickets use) => use.RunAsync(merge.Id, default));
    }

    protected async Task<TicketDetails> ShowAsync(Ticket ticket) => (await App.RunAsync((GetTicket use) => use.RunAsync(ticket.Number, default))).Value!;   // granted

    protected Task<Result> TagAsync(Ticket ticket, string word) => App.RunAsync((TagRecord use) => use.RunAsync(ticket.Ref, word, default));

    protected Task<Result> LinkAsync(Ticket ticket, LinkType type, Ticket other) =>
        App.RunAsync((LinkRecords use) => use.RunAsync(ticket.Ref, type, false, other.Number, default));

    /// <summary>All that hangs on a ticket, in one line to compare: tags, who watches, where links lead.</summary>
    protected async Task<string> PartsAsync(Ticket ticket)
    {
        var tags = (await App.RunAsync((GetTags use) => use.RunAsync(ticket.Ref, default))).Value!.Tags.Select(t => t.Name);   // granted
        var people = await App.WithDbAsync(db => db.Set<Watcher>().Where(w => w.RecordId == ticket.Id).OrderBy(w => w.UserId).Select(w => w.UserId.ToString()).ToListAsync());
        var links = (await App.RunAsync((GetLinks use) => use.RunAsync(ticket.Ref, default))).Value!.Links.Select(l => $"{l.Type}{l.IsInverse}{l.Other.Number}");   // granted
        return $"{string.Join(',', tags)} | {string.Join(',', people)} | {string.Join(',', links)}";
    }

    /// <summary>What was uploaded, noted to do and worked on a ticket, each in its order.</summary>
    protected async Task<string> WorkAsync(Ticket ticket)
    {
        var files = await App.WithDbAsync(db => db.Set<Attachment>().Where(a => a.RecordId == ticket.Id).OrderBy(a => a.Name).Select(a => a.Name + (a.IsInternal ? "*" : "")).ToListAsync());
        var items = (await App.RunAsync((ReadChecklist use) => use.RunAsync(ticket.Id, default))).Value!.Select(l => l.Text);   // granted
        var time = (await App.RunAsync((ReadTimeSheet use) => use.RunAsync(ticket.Id, default))).Value!.TotalMinutes;   // granted
        return $"{string.Join(',', files)} | {string.Join(',', items)} | {time}";
    }

    /// <summary>Adds some of each; a file whose name ends in * is internal.</summary>
    protected Task AddWorkAsync(Ticket ticket, string[] files, string[] items, int minutes) => App.SaveAllAsync(
    [
        .. files.Select(name => new Attachment
        {
            RecordKind = Ticket.RecordKind, RecordId = ticket.Id, Name = name.TrimEnd('*'), IsInternal = name.EndsWith('*'), Size = 1, Sha256 = new string('0', 64),
            ContentType = "text/plain", UploadedBy = World.Alice, StorageKey = Guid.CreateVersion7(),
        }),
        .. items.Select((text, at) => new ChecklistItem { TicketId = ticket.Id, Text = text, Position = at + 1 }),
        new TimeEntry { TicketId = ticket.Id, PersonId = World.Alice, Minutes = minutes },
    ]);
}
