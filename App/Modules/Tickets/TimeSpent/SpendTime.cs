using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.TimeSpent;

/// <summary>
/// Adds working time, corrects it or takes it away: one's own, or anybody's in reach with <c>tickets.correct.time</c>.
/// Also on a closed ticket, where the sheet is often filled in late. Refuses: invalid, forbidden, not-found, is-merged.
/// </summary>
[Needs(TicketPermissions.Work)]
public sealed class SpendTime(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock, ReaderZone zone) : IUseCase
{
    public Task<Result> RunAsync(SpendTimeRequest request, CancellationToken ct) =>
        RunAsync(request, (db, ticket) => SpendAsync(db, ticket, request, ct), ct);

    public Task<Result> RunAsync(RemoveTimeRequest request, CancellationToken ct) =>
        RunAsync(request, (db, ticket) => RemoveAsync(db, ticket, request, ct), ct);

    /// <summary>Today's time that comes with another act, such as a reply. Nothing without minutes; the caller saves.</summary>
    [PartOf(typeof(CommentTicket), typeof(MoveTicket))]
    public Result Add(AppDbContext db, Ticket ticket, int? minutes)
    {
        if (minutes is not { } spent) return Result.Ok;
        if (!user.Can(TicketPermissions.Work, ticket.StructureId, ticket.IsOwnedBy(user.Id))) return Refusal.Forbidden;
        Write(db, ticket, new() { WorkedOn = Today, Minutes = spent });
        return Result.Ok;
    }

    /// <summary>The time of a merged ticket went along with it.</summary>
    private Task<Result> RunAsync(TicketRequest request, Func<AppDbContext, Ticket, Task<Result>> act, CancellationToken ct) => TicketAction.RunAsync(
        dbs, user, request, TicketPermissions.Work,
        async (db, ticket) => ticket.MergedIntoId is null ? await act(db, ticket) : Refusal.Conflict(TicketRefusals.IsMerged, ticket.Number), ct, checkVersion: false);

    private DateOnly Today => DateOnly.FromDateTime(zone.ToLocal(clock.GetUtcNow()).DateTime);

    private async Task<Result> SpendAsync(AppDbContext db, Ticket ticket, SpendTimeRequest request, CancellationToken ct)
    {
        if (request.WorkedOn > Today) return Refusal.Invalid(new FieldError(nameof(request.WorkedOn), "in-the-future"));
        if (request.EntryId is not { } id)
        {
            Write(db, ticket, request);
            return Result.Ok;
        }

        var entry = await FindAsync(db, ticket, id, ct);
        if (entry.Failed) return entry.Refusal;
        var before = entry.Value.Minutes;
        (entry.Value.WorkedOn, entry.Value.Minutes, entry.Value.What, entry.Value.IsBillable) = (request.WorkedOn, request.Minutes, Tidy(request.What), request.IsBillable);
        if (before != request.Minutes) ticket.TellTime(entry.Value.PersonId, before, request.Minutes);
        return Result.Ok;
    }

    private async Task<Result> RemoveAsync(AppDbContext db, Ticket ticket, RemoveTimeRequest request, CancellationToken ct)
    {
        var entry = await FindAsync(db, ticket, request.EntryId, ct);
        if (entry.Failed) return entry.Refusal;
        db.Remove(entry.Value);
        ticket.TellTime(entry.Value.PersonId, entry.Value.Minutes, null);
        return Result.Ok;
    }

    private void Write(AppDbContext db, Ticket ticket, SpendTimeRequest request)
    {
        db.Add(new TimeEntry
        {
            TicketId = ticket.Id, PersonId = user.Id, WorkedOn = request.WorkedOn, Minutes = request.Minutes, What = Tidy(request.What),
            IsBillable = request.IsBillable, CreatedAt = clock.GetUtcNow(),
        });
        ticket.TellTime(user.Id, null, request.Minutes);
    }

    private async Task<Result<TimeEntry>> FindAsync(AppDbContext db, Ticket ticket, Guid id, CancellationToken ct)
    {
        var entry = await db.Set<TimeEntry>().SingleOrDefaultAsync(e => e.Id == id && e.TicketId == ticket.Id, ct);
        if (entry is null) return Refusal.NotFound;
        return entry.PersonId == user.Id || user.Can(TicketPermissions.CorrectTime, ticket.StructureId, ticket.IsOwnedBy(user.Id)) ? entry : Refusal.Forbidden;
    }

    private static string? Tidy(string? what) => string.IsNullOrWhiteSpace(what) ? null : what.Trim();
}
