using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Privacy.Retention;

/// <param name="Months">Null: off.</param>
public sealed record RetentionLine(string Code, string Kind, int? Months);

/// <summary>
/// The rules and what was chosen for them, for the whole organisation alone. Refuses: forbidden, not-found (no such rule),
/// invalid (out-of-range: 1 to 600 months), stale (somebody chose meanwhile).
/// </summary>
[Needs(UserPermissions.ManageRetention, Everywhere = true)]
public sealed class RetentionRules(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IRetentionRule> rules, TimeProvider clock) : IUseCase
{
    private const string Prefix = "retention.";

    public async Task<Result<IReadOnlyList<RetentionLine>>> ListAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(UserPermissions.ManageRetention)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var chosen = await ChosenAsync(db, ct);
        return rules.OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => new RetentionLine(r.Code, r.Kind, chosen.TryGetValue(r.Code, out var months) ? months : null)).ToList();
    }

    /// <summary>What the rule would take today.</summary>
    public async Task<Result<RetentionPreview>> PreviewAsync(string code, int months, CancellationToken ct)
    {
        if (!user.CanEverywhere(UserPermissions.ManageRetention)) return Refusal.Forbidden;
        if (rules.FirstOrDefault(r => r.Code == code) is not { } rule) return Refusal.NotFound;
        if (OutOfRange(months) is { } wrong) return wrong;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await rule.PreviewAsync(db, clock.GetUtcNow().AddMonths(-months), ct);
    }

    public async Task<Result> SaveAsync(SaveRetentionRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(UserPermissions.ManageRetention)) return Refusal.Forbidden;
        if (rules.All(r => r.Code != request.Code)) return Refusal.NotFound;
        if (request.Months is { } months && OutOfRange(months) is { } wrong) return wrong;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var standing = await db.Set<SettingValue>().SingleOrDefaultAsync(v => v.Code == Prefix + request.Code && v.StructureId == null, ct);
        if (standing?.Value != Text(request.Seen)) return Refusal.Stale;
        if (request.Months is null)
        {
            if (standing is not null) db.Remove(standing);
        }
        else if (standing is null) db.Add(new SettingValue { Code = Prefix + request.Code, Value = Text(request.Months)! });   // given
        else standing.Value = Text(request.Months)!;   // given
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal?.Code == "already-exists" ? Refusal.Stale : saved;
    }

    /// <summary>Months by rule, of those that are on.</summary>
    internal static async Task<IReadOnlyDictionary<string, int>> ChosenAsync(AppDbContext db, CancellationToken ct) =>
        (await db.Set<SettingValue>().Where(v => v.Code.StartsWith(Prefix) && v.StructureId == null).ToListAsync(ct))
            .ToDictionary(v => v.Code[Prefix.Length..], v => int.Parse(v.Value, CultureInfo.InvariantCulture));

    private static string? Text(int? months) => months?.ToString(CultureInfo.InvariantCulture);

    private static Refusal? OutOfRange(int months) => months is >= 1 and <= PrivacyLimits.LongestMonths ? null
        : Refusal.Invalid(new FieldError(nameof(SaveRetentionRequest.Months), "out-of-range", 1, PrivacyLimits.LongestMonths));
}
