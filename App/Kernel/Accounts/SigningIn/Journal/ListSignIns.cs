using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.SigningIn.Journal;

/// <param name="Name">As typed; empty where the person was forgotten.</param>
/// <param name="DisplayName">Null for a name that no account has.</param>
public sealed record SignInLine(
    Guid Id, DateTimeOffset At, Guid? UserId, string Name, string? DisplayName, SignInMethod Method, SignInOutcome Outcome, string? IpAddress, string? UserAgent);

/// <summary>
/// The connection journal, newest first: of the people in reach of users.view.signin, or one's own. Names that no account
/// has belong to no structure and are for those who see all. Refuses: forbidden.
/// </summary>
[Needs(UserPermissions.ViewSignIns)]
public sealed class ListSignIns(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone) : IUseCase
{
    /// <summary>A word that more people have is no way to find one.</summary>
    private const int MostPeople = 200;

    public async Task<Result<ListPage<SignInLine>>> RunAsync(SignInFilter filter, int size, CancellationToken ct)
    {
        if (user.ReachOf(UserPermissions.ViewSignIns) is not { } reach) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var records = await MatchingAsync(db, filter, ct);
        if (!reach.All)
        {
            var (me, structures) = (user.Id, reach.Structures);
            records = records.Where(r => r.UserId == me || db.Set<User>().Any(u => u.Id == r.UserId && structures.Contains(u.StructureId)));
        }

        if (filter.After is { Instant: { } last, Id: var id })
            records = records.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.At, r.Id), ValueTuple.Create(last, id)));
        var rows = await LinesOf(db, records.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(size + 1)).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new ListPage<SignInLine>(rows, more ? Cursor.At(rows[^1].At, rows[^1].Id).ToString() : null);
    }

    /// <summary>One's own latest: everybody who is signed in may see them.</summary>
    [SignedInOnly("one's own signing in")]
    public async Task<IReadOnlyList<SignInLine>> MineAsync(int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LinesOf(db, db.Set<SignInRecord>().Where(r => r.UserId == user.Id).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(most)).ToListAsync(ct);
    }

    private async Task<IQueryable<SignInRecord>> MatchingAsync(AppDbContext db, SignInFilter filter, CancellationToken ct)
    {
        IQueryable<SignInRecord> records = db.Set<SignInRecord>();
        if (filter.Outcomes is [var outcome]) records = records.Where(r => r.Outcome == outcome);
        else if (filter.Outcomes is { Count: > 0 } outcomes) records = records.Where(r => outcomes.Contains(r.Outcome));
        if (filter.Methods is { Count: > 0 } methods) records = records.Where(r => methods.Contains(r.Method));
        if (filter.PersonId is { } person) records = records.Where(r => r.UserId == person);
        if (filter.From is { } from) records = records.Where(r => r.At >= zone.StartOf(from));
        if (filter.To is { } to) records = records.Where(r => r.At < zone.StartOf(to.AddDays(1)));
        if (filter.Search is not { Length: > 0 } words) return records;

        // People first, by their own small table: their lines are then found by the index of persons.
        var pattern = LikePattern.Containing(words.TrimStart('@'));
        var people = await db.Set<User>().Where(u => EF.Functions.ILike(u.DisplayName, pattern) || EF.Functions.ILike(u.UserName!, pattern))
            .OrderBy(u => u.Id).Take(MostPeople).Select(u => (Guid?)u.Id).ToListAsync(ct);
        return records.Where(r => people.Contains(r.UserId));
    }

    private static IQueryable<SignInLine> LinesOf(AppDbContext db, IQueryable<SignInRecord> records) =>
        from record in records
        join person in db.Set<User>() on record.UserId equals (Guid?)person.Id into found
        from person in found.DefaultIfEmpty()
        orderby record.At descending, record.Id descending
        select new SignInLine(record.Id, record.At, record.UserId, record.Name, person.DisplayName, record.Method, record.Outcome, record.IpAddress, record.UserAgent);
}
