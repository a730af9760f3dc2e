using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>What fields of an agreement offer as one types; only what is in use. Refuses: forbidden, not-found.</summary>
[Needs(SlaPermissions.View)]
public sealed class PolicyOffers(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public const int Most = 12;

    /// <summary>Rotas are few, and chosen from a list.</summary>
    private const int MostRotas = 200;

    /// <summary>Values of one facet, found by any part of their names, accents ignored.</summary>
    public async Task<Result<IReadOnlyList<FacetChoice>>> FacetAsync(string recordKind, string facet, string words, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View)) return Refusal.Forbidden;
        if (catalog.ClockedKind(recordKind)?.Facets.FirstOrDefault(f => f.Code == facet)?.Choices is not { } choices) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindAsync(choices(db), words, Most, ct);
    }

    /// <summary>People, teams or rotas that a step may name.</summary>
    [Needs(SlaPermissions.Manage, Everywhere = true)]
    public async Task<Result<IReadOnlyList<FacetChoice>>> ReceiversAsync(StepReceiver receiver, string words, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return PolicyCheck.IsNamed(receiver) ? await FindAsync(StepReceivers.Of(db, receiver), words, receiver is StepReceiver.OnCall ? MostRotas : Most, ct) : Refusal.NotFound;
    }

    /// <summary>Calendars in use, and <paramref name="known"/>, whether it still is.</summary>
    public async Task<Result<IReadOnlyList<FacetChoice>>> CalendarsAsync(Guid? known, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Calendar>().Where(c => c.IsActive || c.Id == known).OrderBy(c => c.Name).Select(c => new FacetChoice { Id = c.Id, Name = c.Name, IsActive = c.IsActive }).ToListAsync(ct);
    }

    private static async Task<List<FacetChoice>> FindAsync(IQueryable<FacetChoice> choices, string words, int most, CancellationToken ct)
    {
        var pattern = LikePattern.Containing(words.Trim());
        return await choices.Where(c => c.IsActive && EF.Functions.ILike(EF.Functions.Unaccent(c.Name), EF.Functions.Unaccent(pattern))).OrderBy(c => c.Name).ThenBy(c => c.Id).Take(most).ToListAsync(ct);
    }
}
