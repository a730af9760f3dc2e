using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.UseCases;

/// <summary>A line of the list.</summary>
/// <param name="Running">Interventions in progress.</param>
/// <param name="Open">Interventions given to him that are not over.</param>
public sealed record TechnicianRow(Guid Id, string Number, string Name, Guid UserId, TechnicianState State, string? Speciality, string? Team, string? Zone, int Running, int Open)
{
    public IReadOnlyList<string> Skills { get; init; } = [];
}

/// <summary>The technicians one may see, by name. Two statements, whatever their number. Refuses: forbidden, unknown-filter.</summary>
[Needs(MaintenancePermissions.ViewTechnicians)]
public sealed class ListTechnicians(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private static readonly ListOrder<Technician> ByName = ListOrder.ByText<Technician>(t => t.Name);

    public async Task<Result<ListPage<TechnicianRow>>> RunAsync(ListQuery query, int size, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewTechnicians)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (matching, refused) = Matching(db.Set<Technician>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewTechnicians), query);
        if (matching is null) return refused!;   // one of both is there
        var backwards = query.Before is not null;
        var descending = query.Sort?.StartsWith('-') == true != backwards;
        var page = matching;
        if ((query.After ?? query.Before) is { } text)
        {
            if (Cursor.Parse(text) is not { } cursor || ByName.Beyond(page, cursor, descending) is not { } rest) return Refusal.Conflict(MaintenanceRefusals.UnknownFilter, backwards ? "before" : "after", text);
            page = rest;
        }

        var read = await ByName.Sort(page, descending).Take(size + 1).Select(t => new TechnicianRow(
            t.Id, t.Number, t.Name, t.UserId, t.State, t.Speciality, t.Team, t.Zone,
            TechnicianWork.Running(db).Count(i => i.LeadId == t.UserId),
            TechnicianWork.Open(db).Count(i => i.LeadId == t.UserId))).ToListAsync(ct);
        var shown = ListPage.Of(read, size, backwards, query.After is null && !backwards, row => Cursor.At(row.Name, row.Id));
        var ids = shown.Rows.Select(r => r.Id).ToList();
        var skills = await db.Set<TechnicianSkill>().Where(s => ids.Contains(s.TechnicianId)).OrderBy(s => s.Name).Select(s => new { s.TechnicianId, s.Name }).ToListAsync(ct);
        return shown with { Rows = [.. shown.Rows.Select(r => r with { Skills = [.. skills.Where(s => s.TechnicianId == r.Id).Select(s => s.Name)] })] };
    }

    /// <summary>Those in use who have no profile yet and whom one may make technicians, by name.</summary>
    [Needs(MaintenancePermissions.ManageTechnicians)]
    public async Task<IReadOnlyList<TechnicianCandidate>> CandidatesAsync(string words, CancellationToken ct)
    {
        if (user.ReachOf(MaintenancePermissions.ManageTechnicians) is not { } reach || words.Any(char.IsControl)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = db.Set<User>().Where(u => u.IsActive && !TechnicianWork.Profiles(db).Any(t => t.UserId == u.Id));
        if (!reach.All) people = people.Where(u => reach.Structures.Contains(u.StructureId));
        var pattern = LikePattern.Containing(words.Trim());
        return await people.Where(u => EF.Functions.ILike(u.DisplayName, pattern)).OrderBy(u => u.DisplayName).Take(8).Select(u => new TechnicianCandidate(u.Id, u.DisplayName)).ToListAsync(ct);
    }

    private static (IQueryable<Technician>? Rows, Refusal? Refusal) Matching(IQueryable<Technician> rows, ListQuery query)
    {
        foreach (var (name, value) in query.Filters)
        {
            if (name is not "state" || EnumNames.Parse<TechnicianState>(value) is not { } states) return (null, Refusal.Conflict(MaintenanceRefusals.UnknownFilter, name, value));
            rows = rows.Where(t => states.Contains(t.State));
        }

        if (query.Search is { Length: > 0 and <= 200 } words && !words.Any(char.IsControl))
        {
            var pattern = LikePattern.Containing(words.Trim());
            rows = rows.Where(t => EF.Functions.ILike(t.Name, pattern) || EF.Functions.ILike(t.Number, pattern));
        }

        return (rows, null);
    }
}

/// <summary>Somebody who can be made a technician.</summary>
public sealed record TechnicianCandidate(Guid UserId, string Name);
