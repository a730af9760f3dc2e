using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Listing;

/// <param name="Rows">Read from the database while it is read; read it once.</param>
public sealed record ExportedUsers(string Organisation, IAsyncEnumerable<UserRow> Rows);

/// <summary>All people a filter shows, in its order; written to the audit log before the first row. Refuses: forbidden.</summary>
[Needs(UserPermissions.View)]
public sealed class ExportUsers(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Rows read at once: a hundred thousand take fifty statements, and memory for one piece.</summary>
    private const int Piece = 2000;

    /// <param name="said">The filters in words, for the log.</param>
    public async Task<Result<ExportedUsers>> RunAsync(UserFilter filter, string format, string said, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var count = await (await db.Set<User>().InReach(user, UserPermissions.View).MatchingAsync(db, filter, ct)).CountAsync(ct);
        AuditWriter.Add(db, AuditAction.Export, "user", null, $"{format}, {count}: {said}");
        await db.SaveChangesAsync(ct);
        return new ExportedUsers(organisation, ReadAsync(filter with { After = null, Before = null }, ct));
    }

    private async IAsyncEnumerable<UserRow> ReadAsync(UserFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = await db.Set<User>().AsNoTracking().InReach(user, UserPermissions.View).MatchingAsync(db, filter, ct);
        for (Cursor? after = null; ;)
        {
            var page = people.Paged(filter with { After = after }, Piece)!;   // the cursor is of this very order
            var found = await ListUsers.Described(db, page, filter).ToListAsync(ct);
            foreach (var row in await ListUsers.RowsAsync(db, [.. found.Take(Piece)], ct)) yield return row;
            if (found.Count <= Piece) yield break;
            after = UserQueries.CursorOf(filter.Sort, found[Piece - 1].Person);
        }
    }
}
