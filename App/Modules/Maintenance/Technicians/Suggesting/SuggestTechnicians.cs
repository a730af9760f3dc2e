using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Technicians.Absences;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>
/// Whom an intervention could be given to, the best first, with reasons: those technicians whom the reader may give work to. What each has
/// to do is counted whoever may see it, and never shown. As many statements for one technician as for all. Refuses: forbidden, not-found.
/// </summary>
[Needs(MaintenancePermissions.Assign)]
public sealed class SuggestTechnicians(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private const int Most = 500;

    public async Task<Result<IReadOnlyList<Suggestion>>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Assign)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var work = await (
            from i in db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).AllowedTo(user, MaintenancePermissions.Assign).WithNumberOrId(numberOrId)
            join structure in db.Set<Structure>() on i.StructureId equals structure.Id
            join site in db.Set<Site>() on i.SiteId equals site.Id into sites
            from site in sites.DefaultIfEmpty()
            select new Work(i.Id, i.EquipmentId, i.PlannedAt, structure.Name, site.Name, site.Address)).SingleOrDefaultAsync(ct);
        if (work is null) return Refusal.NotFound;

        var technicians = await Leads.Offered(db, user).AsNoTracking().OrderBy(t => t.Name).Take(Most).ToListAsync(ct);
        var days = await OrganisationDays.ReadAsync(db, ct);
        var (today, day) = (days.Of(clock.GetUtcNow()), days.Of(work.PlannedAt ?? clock.GetUtcNow()));
        var candidates = await CandidatesAsync(db, technicians, work, days, today, day, ct);
        return SuggestionRule.Rank(new(await AskedAsync(db, work.EquipmentId, ct), Place(work), day, today, candidates)).ToList();
    }

    private static string Place(Work work) => $"{work.Site} {work.Address} {work.Structure}";

    /// <summary>Of work without equipment none.</summary>
    private static async Task<List<string>> AskedAsync(AppDbContext db, Guid? equipment, CancellationToken ct)
    {
        if (equipment is not { } id) return [];
        var types = EquipmentTypes.Above(db, id).Select(n => n.ParentId);
        return await db.Set<AskedSkill>().Where(s => types.Contains(s.EquipmentTypeId)).OrderBy(s => s.Name).Select(s => s.Name).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<Candidate>> CandidatesAsync(
        AppDbContext db, List<Technician> technicians, Work work, OrganisationDays days, DateOnly today, DateOnly day, CancellationToken ct)
    {
        Guid[] ids = [.. technicians.Select(t => t.Id)];
        var skills = (await db.Set<TechnicianSkill>().AsNoTracking().Where(s => ids.Contains(s.TechnicianId)).ToListAsync(ct)).ToLookup(s => s.TechnicianId);
        var absences = (await db.Set<TechnicianAbsence>().AsNoTracking().Where(a => ids.Contains(a.TechnicianId) && a.Until >= today && a.From <= day).ToListAsync(ct)).ToLookup(a => a.TechnicianId);
        var loads = await LoadsAsync(db, technicians, work.Id, days, day, ct);
        var works = await HoursAsync(db, technicians, work.PlannedAt, ct);
        return
        [
            .. technicians.Select(t => new Candidate(t.UserId, t.Name, t.State)
            {
                Zone = t.Zone,
                Skills = [.. skills[t.Id].Select(s => new KnownSkill(s.Name, s.Certificate, s.ValidUntil))],
                Away = absences[t.Id].Where(a => a.Covers(day)).Select(a => new Away(a.Kind, a.Until)).FirstOrDefault(),
                IsBackByThen = day > today && absences[t.Id].Any(a => a.Covers(today) && a.Until < day),
                WorksThen = works(t),
                PlannedMinutes = loads.GetValueOrDefault(t.UserId)?.Minutes ?? 0,
                Open = loads.GetValueOrDefault(t.UserId)?.Open ?? 0,
            }),
        ];
    }

    /// <summary>By account; who has nothing to do is absent.</summary>
    private static async Task<Dictionary<Guid, Load>> LoadsAsync(AppDbContext db, List<Technician> technicians, Guid itself, OrganisationDays days, DateOnly day, CancellationToken ct)
    {
        Guid[] people = [.. technicians.Select(t => t.UserId)];
        var (begin, end) = (days.StartOf(day), days.StartOf(day.AddDays(1)));
        return await TechnicianWork.Open(db).Where(i => i.Id != itself && i.LeadId != null && people.Contains(i.LeadId.Value)).GroupBy(i => i.LeadId!.Value)   // filtered
            .Select(g => new Load(g.Key, g.Count(), g.Sum(i => i.PlannedAt >= begin && i.PlannedAt < end ? i.PlannedMinutes ?? SuggestionRule.UsualMinutes : 0)))
            .ToDictionaryAsync(l => l.Person, ct);
    }

    /// <summary>Whether each works at the planned begin: by his own calendar, else by that of his structure.</summary>
    private static async Task<Func<Technician, bool?>> HoursAsync(AppDbContext db, List<Technician> technicians, DateTimeOffset? plannedAt, CancellationToken ct)
    {
        if (plannedAt is not { } at) return _ => null;
        var chosen = technicians.Select(t => t.CalendarId).OfType<Guid>().Distinct().ToArray();
        var own = await db.Set<Calendar>().Where(c => chosen.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.CurrentId, ct);
        var structures = await ReadCalendars.VersionsAsync(db, ct);
        var versions = technicians.ToDictionary(t => t.Id, VersionOf);
        var rules = await ReadCalendars.RulesAsync(db, [.. versions.Values.OfType<Guid>().Distinct()], ct);
        return t => versions[t.Id] is { } version ? WorkingTime.Between(rules[version], at, at.AddMinutes(1)) > TimeSpan.Zero : null;

        Guid? VersionOf(Technician t) => t.CalendarId is { } calendar && own.TryGetValue(calendar, out var version) ? version
            : structures.TryGetValue(t.StructureId, out var shared) ? shared : null;
    }

    private sealed record Work(Guid Id, Guid? EquipmentId, DateTimeOffset? PlannedAt, string Structure, string? Site, string? Address);

    private sealed record Load(Guid Person, int Open, int Minutes);
}
