using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Explaining;

/// <param name="Number">Of a record.</param>
/// <param name="StructureId">In place of a record.</param>
public sealed record ExplainRequest(Guid UserId, string Permission, string? Number, Guid? StructureId);

/// <summary>
/// Why somebody can do something, or cannot. The answer is that of the predicate and the computation that lists and acts use;
/// the reasons are the same grants, one by one. Refuses: forbidden, not-found (a person out of sight), invalid (a permission
/// nobody declared, a record or structure that this user does not see).
/// </summary>
[Needs(AccessPermissions.View)]
public sealed class ExplainAccess(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, ModuleCatalog catalog, TextCatalog texts, TimeProvider clock) : IUseCase
{
    private sealed record Target(string? Name, Guid? StructureId, bool IsAllowed, bool IsOwn);

    public async Task<Result<AccessAnswer>> RunAsync(ExplainRequest request, CancellationToken ct)
    {
        if (!user.Can(AccessPermissions.View)) return Refusal.Forbidden;
        if (!catalog.PermissionCodes.Contains(request.Permission)) return Refusal.Invalid(new FieldError(nameof(request.Permission), "unknown-value"));

        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.Set<User>().Where(u => u.Id == request.UserId).Select(u => new { u.DisplayName, u.IsActive, u.StructureId }).SingleOrDefaultAsync(ct);
        if (person is null || !user.CanIn(AccessPermissions.View, person.StructureId)) return Refusal.NotFound;

        var now = clock.GetUtcNow();
        var facts = await AccessReader.FactsAsync(db, [request.UserId], now, ct);
        var access = facts.SnapshotOf(request.UserId, now);
        var found = await TargetAsync(db, request, new SnapshotUser(access, person.DisplayName), ct);
        if (found.Failed) return found.Refusal;

        var names = await AccessNames.ReadAsync(db, texts, ct);
        var reasons = new AccessReasons(facts, names, request.Permission, found.Value.StructureId, found.Value.IsOwn, now);
        return new AccessAnswer(
            found.Value.IsAllowed, person.DisplayName, person.IsActive, request.Permission, found.Value.Name, reasons.Of(request.UserId),
            found.Value.IsAllowed ? [] : await RolesWithAsync(db, request.Permission, ct));
    }

    private async Task<Result<Target>> TargetAsync(AppDbContext db, ExplainRequest request, SnapshotUser reader, CancellationToken ct)
    {
        if (request.StructureId is { } id)
        {
            var name = await db.Set<Organisation.Structure>().Where(s => s.Id == id).Select(s => s.Name).SingleOrDefaultAsync(ct);
            if (name is null || !user.CanIn(AccessPermissions.View, id)) return Refusal.Invalid(new FieldError(nameof(request.StructureId), "unknown-value"));
            return new Target(name, id, reader.ReachOf(request.Permission)?.Covers(id) == true, false);
        }

        if (string.IsNullOrWhiteSpace(request.Number)) return new Target(null, null, reader.ReachOf(request.Permission) is not null, true);
        foreach (var kind in kinds.All)
        {
            if (await kind.ByNumberAsync(db, user, request.Number, ct) is not { } card) continue;
            var reach = await kind.ReachesAsync(db, reader, card.Ref.Id, request.Permission, ct);
            return new Target($"{card.Number} · {card.Title}", card.StructureId, reach.IsAllowed, reach.IsOwn);
        }

        return Refusal.Invalid(new FieldError(nameof(request.Number), "unknown-record"));
    }

    private async Task<IReadOnlyList<string>> RolesWithAsync(AppDbContext db, string permission, CancellationToken ct)
    {
        var roles = await db.Set<Role>().Where(r => db.Set<Grant>().Any(g => g.RoleId == r.Id && g.Permission == permission)).Select(r => new { r.Code, r.Name }).ToListAsync(ct);
        return [.. roles.Select(r => RoleWords.Of(texts, r.Code, r.Name)).Order(StringComparer.CurrentCulture)];
    }
}
