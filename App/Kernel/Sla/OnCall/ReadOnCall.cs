using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Sla.OnCall;

/// <summary>Reads what says who is on call.</summary>
internal static class ReadOnCall
{
    /// <summary>By rota: three statements, however many rotas. Replacements that ended before <paramref name="from"/> are left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, OnCallRules>> RulesAsync(AppDbContext db, IReadOnlyCollection<Guid> rotas, DateTimeOffset from, CancellationToken ct)
    {
        var found = await db.Set<OnCallRota>().AsNoTracking().Where(r => rotas.Contains(r.Id)).ToListAsync(ct);
        var members = (await db.Set<OnCallMember>().AsNoTracking().Where(m => rotas.Contains(m.RotaId)).OrderBy(m => m.Place).ThenBy(m => m.Id).ToListAsync(ct)).ToLookup(m => m.RotaId, m => m.UserId);
        var replacements = (await db.Set<OnCallReplacement>().AsNoTracking().Where(r => rotas.Contains(r.RotaId) && r.To > from).OrderBy(r => r.From).ToListAsync(ct)).ToLookup(r => r.RotaId);
        return found.ToDictionary(r => r.Id, r => new OnCallRules(
            TimeZoneInfo.FindSystemTimeZoneById(r.ZoneId), r.StartsOn, r.HandoverAt, r.TurnDays, [.. members[r.Id]], [.. replacements[r.Id].Select(s => new OnCallStandIn(s.UserId, s.From, s.To))]));
    }

    /// <summary>Whom a rota names at an instant; null where it is out of use, unknown, or names nobody.</summary>
    public static async Task<Guid?> AtAsync(AppDbContext db, Guid? rota, DateTimeOffset at, CancellationToken ct)
    {
        if (rota is not { } id || !await db.Set<OnCallRota>().AnyAsync(r => r.Id == id && r.IsActive, ct)) return null;
        return OnCallTurns.At((await RulesAsync(db, [id], at, ct))[id], at);
    }
}
