using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// What every action on one ticket does the same way: validate, check the permission, load the row within its scope,
/// expect the version the user saw, act, save.
/// </summary>
internal static class TicketAction
{
    /// <param name="act">Changes the ticket; its refusal is answered and nothing is saved.</param>
    /// <param name="checkVersion">False for what cannot conflict, such as a comment.</param>
    public static async Task<Result> RunAsync(
        IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TicketRequest request, string permission,
        Func<AppDbContext, Ticket, Task<Result>> act, CancellationToken ct, bool checkVersion = true)
    {
        if (!user.Can(permission)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await db.Set<Ticket>().AllowedTo(user, permission).SingleOrDefaultAsync(t => t.Id == request.TicketId, ct);
        if (ticket is null) return Refusal.NotFound;
        if (checkVersion) db.Expect(ticket, request.Version);

        var done = await act(db, ticket);
        return done.Failed ? done : await db.TrySaveAsync(ct);
    }
}
