using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
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
}
