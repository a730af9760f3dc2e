using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>
/// Adds an agreement or changes one. Clocks that run keep the target they have until something of their record changes, or
/// somebody has them computed again. Answers its id. Refuses: forbidden, invalid, not-found, stale.
/// </summary>
[Needs(SlaPermissions.Manage, Everywhere = true)]
public sealed class SavePolicy(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(SavePolicyRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        if (catalog.ClockedKind(request.RecordKind) is not { } kind) return Refusal.Invalid(new FieldError(nameof(request.RecordKind), "unknown-value"));
        FieldError[] wrong = [.. RequestValidation.Errors(request), .. PolicyCheck.Of(request, kind)];
        if (wrong.Length > 0) return Refusal.Invalid(wrong);

        await using var db = await dbs.CreateDbContextAsync(ct);
        var policy = request.Id is { } id ? await db.Set<SlaPolicy>().SingleOrDefaultAsync(p => p.Id == id && p.RecordKind == kind.RecordKind, ct) : null;
        if (policy is null && request.Id is not null) return Refusal.NotFound;
        var definition = DefinitionOf(request, kind);
        wrong = [.. await UnknownAsync(db, kind, request, definition, policy, ct)];
        if (wrong.Length > 0) return Refusal.Invalid(wrong);

        policy = Write(db, policy, request, definition);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) return policy.Id;
        return saved.Refusal.Code == "already-exists" ? Refusal.Invalid(new FieldError(nameof(request.Name), "name-taken")) : saved.Refusal;
    }

    /// <summary>In the one order, so that what means the same is the same text.</summary>
    private static PolicyDefinition DefinitionOf(SavePolicyRequest request, ClockedKind kind) => new()
    {
        Conditions = [.. kind.Facets.Select(f => new PolicyCondition(f.Code, [.. request.Conditions.Where(c => c.Facet == f.Code).SelectMany(c => c.Values).Distinct()])).Where(c => c.Values.Count > 0)],
        Targets = [.. kind.Clocks.Select(code => request.Targets.Find(t => t.Clock == code)?.Target).OfType<PolicyTarget>()],
        Steps = [.. request.Steps.Select(s => s.Step).OrderBy(s => s.Percent).ThenBy(s => s.Action).ThenBy(s => s.Clock, StringComparer.Ordinal)],
    };

    private static SlaPolicy Write(AppDbContext db, SlaPolicy? policy, SavePolicyRequest request, PolicyDefinition definition)
    {
        if (policy is null) db.Add(policy = new() { Name = "", RecordKind = request.RecordKind, Definition = "" });
        else db.Expect(policy, request.Version);
        (policy.Name, policy.CalendarId, policy.IsActive) = (request.Name.Trim(), request.CalendarId, request.IsActive);
        if (policy.Definition.Length == 0 || PolicyDefinition.Parse(policy.Definition).ToJson() != definition.ToJson()) policy.Definition = definition.ToJson();
        return policy;
    }

    /// <summary>What it names has to be there; what it named before may have gone out of use since.</summary>
    private static async Task<List<FieldError>> UnknownAsync(AppDbContext db, ClockedKind kind, SavePolicyRequest request, PolicyDefinition definition, SlaPolicy? policy, CancellationToken ct)
    {
        var before = policy is null ? new() : PolicyDefinition.Parse(policy.Definition);
        var wrong = new List<FieldError>();
        if (await db.Set<SlaPolicy>().AnyAsync(p => p.RecordKind == kind.RecordKind && p.Name == request.Name.Trim() && p.Id != request.Id, ct)) wrong.Add(new(nameof(request.Name), "name-taken"));
        if (request.CalendarId is { } calendar && calendar != policy?.CalendarId && !await db.Set<Calendar>().AnyAsync(c => c.Id == calendar && c.IsActive, ct))
            wrong.Add(new(nameof(request.CalendarId), "unknown-value"));
        foreach (var condition in definition.Conditions)   // a handful of facets
        {
            var added = condition.Values.Except(before.Conditions.FirstOrDefault(c => c.Facet == condition.Facet)?.Values ?? []).ToList();
            if (added.Count > 0 && !await AreKnownAsync(db, kind.Facets.First(f => f.Code == condition.Facet), added, ct)) wrong.Add(new(PolicyCheck.ConditionField(condition.Facet), "unknown-value"));
        }

        if (!await StepReceivers.AreKnownAsync(db, definition.Steps.Except(before.Steps), ct)) wrong.Add(new(nameof(request.Steps), "unknown-value"));
        return wrong;
    }

    private static async Task<bool> AreKnownAsync(AppDbContext db, Facet facet, List<string> values, CancellationToken ct)
    {
        if (facet.Choices is null) return values.TrueForAll(facet.Values.Contains);
        var ids = values.Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).ToArray();
        return await facet.Choices(db).CountAsync(c => ids.Contains(c.Id), ct) == values.Count;
    }
}
