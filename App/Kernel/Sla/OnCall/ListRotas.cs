using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.OnCall;

/// <summary>Somebody of a rota.</summary>
/// <param name="IsActive">False: his account is out of use, and during his turns nobody is reached.</param>
public sealed record OnCallPerson(Guid UserId, string Name, bool IsActive);

/// <param name="Now">Who is on call at this moment; null: nobody, or the rota is out of use.</param>
/// <param name="Until">When that changes next, within the weeks that are looked at.</param>
public sealed record RotaLine(OnCallRota Rota, int Members, OnCallPerson? Now, DateTimeOffset? Until);

public sealed record ReplacementLine(OnCallReplacement Replacement, OnCallPerson Person);

/// <param name="StandsInFor">Whose turn it would be.</param>
public sealed record OnCallLine(DateTimeOffset From, DateTimeOffset To, OnCallPerson? Person, bool IsStandIn, OnCallPerson? StandsInFor);

/// <param name="Replacements">Those that are not over, the first one first.</param>
/// <param name="Coming">From now on, for <see cref="ListRotas.Weeks"/> weeks.</param>
public sealed record RotaDetails(OnCallRota Rota, IReadOnlyList<OnCallPerson> Members, IReadOnlyList<ReplacementLine> Replacements, IReadOnlyList<OnCallLine> Coming);

/// <summary>Rotas, and who is on call. Refuses: forbidden, not-found.</summary>
[Needs(SlaPermissions.View)]
public sealed class ListRotas(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public const int Weeks = 8;

    public async Task<Result<IReadOnlyList<RotaLine>>> RunAsync(CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var rotas = await db.Set<OnCallRota>().AsNoTracking().OrderByDescending(r => r.IsActive).ThenBy(r => r.Name).ToListAsync(ct);
        var rules = await ReadOnCall.RulesAsync(db, [.. rotas.Select(r => r.Id)], now, ct);
        var first = rotas.ToDictionary(r => r.Id, r => OnCallTurns.Between(rules[r.Id], now, EndOf(now))[0]);
        var people = await PeopleAsync(db, first.Values.Select(s => s.UserId), ct);
        return rotas.ConvertAll(r => new RotaLine(
            r, rules[r.Id].Members.Count, r.IsActive ? PersonOf(people, first[r.Id].UserId) : null, r.IsActive && first[r.Id].To < EndOf(now) ? first[r.Id].To : null));
    }

    public async Task<Result<RotaDetails>> OneAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rota = await db.Set<OnCallRota>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (rota is null) return Refusal.NotFound;

        var now = clock.GetUtcNow();
        var rules = (await ReadOnCall.RulesAsync(db, [id], now, ct))[id];
        var replacements = await db.Set<OnCallReplacement>().AsNoTracking().Where(r => r.RotaId == id && r.To > now).OrderBy(r => r.From).ThenBy(r => r.Id).ToListAsync(ct);
        var slices = OnCallTurns.Between(rules, now, EndOf(now));
        var people = await PeopleAsync(db, [.. rules.Members.Select(m => (Guid?)m), .. replacements.Select(r => (Guid?)r.UserId)], ct);
        return new RotaDetails(
            rota, [.. rules.Members.Select(m => people[m])], [.. replacements.Select(r => new ReplacementLine(r, people[r.UserId]))],
            [.. slices.Select(s => new OnCallLine(s.From, s.To, PersonOf(people, s.UserId), s.IsStandIn, PersonOf(people, s.StandsInFor)))]);
    }

    private static DateTimeOffset EndOf(DateTimeOffset now) => now.AddDays(7 * Weeks);

    private static OnCallPerson? PersonOf(Dictionary<Guid, OnCallPerson> people, Guid? id) => id is { } known ? people[known] : null;

    private static Task<Dictionary<Guid, OnCallPerson>> PeopleAsync(AppDbContext db, IEnumerable<Guid?> ids, CancellationToken ct)
    {
        var wanted = ids.OfType<Guid>().Distinct().ToArray();
        return db.Set<User>().Where(u => wanted.Contains(u.Id)).Select(u => new OnCallPerson(u.Id, u.DisplayName, u.IsActive)).ToDictionaryAsync(p => p.UserId, ct);
    }
}
