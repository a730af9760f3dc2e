using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Merging;

/// <summary>What merging would mean, before it is done.</summary>
/// <param name="OtherRequester">Who asked for the target, where it is somebody else: each may come to read what the other wrote.</param>
public sealed record MergePreview(string Number, string Title, TicketState State, string? OtherRequester);

/// <summary>Looks at a merge that is about to be made. Refuses as <see cref="MergeTicket"/> would.</summary>
[Needs(TicketPermissions.Merge)]
public sealed class PreviewMerge(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<MergePreview>> RunAsync(Guid sourceId, string targetNumber, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Merge)) return Refusal.Forbidden;
        var request = new MergeTicketRequest { TicketId = sourceId, TargetNumber = targetNumber };
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var number = targetNumber.Trim().ToUpperInvariant();
        var both = await db.Set<Ticket>().AsNoTracking().AllowedTo(user, TicketPermissions.Merge).Where(t => t.Id == sourceId || t.Number == number).ToListAsync(ct);
        if (both.Find(t => t.Id == sourceId) is not { } source) return Refusal.NotFound;
        if (both.Find(t => t.Number == number) is not { } target) return Refusal.Conflict(TicketRefusals.UnknownTarget, targetNumber.Trim());
        if (source.Id == target.Id) return Refusal.Conflict(TicketRefusals.MergeIntoItself);
        if (MergeTicket.RefusalOf(source, target) is { } refused) return refused;

        var other = source.RequesterId == target.RequesterId ? null
            : await db.Set<User>().Where(u => u.Id == target.RequesterId).Select(u => u.DisplayName).SingleAsync(ct);
        return new MergePreview(target.Number, target.Title, target.State, other);
    }
}
