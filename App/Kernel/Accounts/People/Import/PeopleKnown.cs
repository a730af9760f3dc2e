using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Import;

/// <summary>Somebody who is there before the import, or was brought by an earlier row.</summary>
internal sealed record KnownPerson(Guid Id, string? ExternalId, string? Email, string UserName, Guid StructureId);

/// <summary>
/// What rows are checked against: read once, in as many statements for many people as for one, and held in memory: of a hundred thousand people, some
/// forty megabytes while the import runs.
/// </summary>
internal sealed class PeopleKnown
{
    private readonly Dictionary<string, KnownPerson> byExternalId = new(StringComparer.Ordinal), byEmail = new(StringComparer.Ordinal), byUserName = new(StringComparer.Ordinal);

    /// <summary>Line by what it says somebody is, to tell two rows of one person.</summary>
    public Dictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);

    /// <summary>By code: those to which whoever imports may put people.</summary>
    public required IReadOnlyDictionary<string, Guid> Structures { get; init; }
    public required IReadOnlyDictionary<string, Guid> Roles { get; init; }
    public required IReadOnlyDictionary<string, Guid> Groups { get; init; }
    public required PersonGuard.Giving Giving { get; init; }
    public required string Organisation { get; init; }

    /// <summary>To which somebody new comes whose row names no structure.</summary>
    public required Guid Home { get; init; }

    /// <summary>Structures of the people on whom whoever imports may act.</summary>
    public required Reach Reach { get; init; }

    /// <summary>Whoever imports.</summary>
    public required Guid Me { get; init; }

    public static async Task<PeopleKnown> ReadAsync(AppDbContext db, ICurrentUser user, PersonGuard guard, TextCatalog texts, Guid home, CancellationToken ct)
    {
        var people = await db.Set<User>().Where(u => u.AnonymisedAt == null)
            .Select(u => new { Known = new KnownPerson(u.Id, u.ExternalId, u.NormalizedEmail, u.NormalizedUserName ?? "", u.StructureId), u.MergedIntoId }).ToListAsync(ct);
        var known = new PeopleKnown
        {
            Home = home,
            Me = user.Id,
            Structures = await db.Set<Structure>().Where(s => s.IsActive).InReach(user, UserPermissions.Manage).ToDictionaryAsync(s => s.Code, s => s.Id, StringComparer.OrdinalIgnoreCase, ct),
            Roles = await RolesAsync(db, texts, ct),
            Groups = Unambiguous(await db.Set<Group>().Where(g => g.IsActive).InReach(user, UserPermissions.ManageGroups).Select(g => new { g.Name, g.Id }).ToListAsync(ct), g => g.Name, g => g.Id),
            Reach = user.ReachOf(UserPermissions.Manage) ?? new(false, []),
            Giving = await guard.GivingAsync(db, [.. people.Select(p => p.Known.Id)], ct),
            Organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "",
        };
        var byId = people.ToDictionary(p => p.Known.Id, p => p.Known);
        foreach (var person in people)   // what an account said that was merged is now said of the one that continues it
            known.Add(person.Known, person.MergedIntoId is { } kept ? byId.GetValueOrDefault(kept, person.Known) : person.Known);
        return known;
    }

    /// <summary>By external id, then by address; null: somebody new.</summary>
    public KnownPerson? Find(ImportedPerson said) =>
        said.ExternalId is { } id && byExternalId.TryGetValue(id, out var person) ? person : ByEmail(said.Email);

    public KnownPerson? ByEmail(string? email) => email is null ? null : byEmail.GetValueOrDefault(PersonVersion.Normal(email));

    /// <summary>Somebody has it: he himself, or an account that his continues and that keeps what was its own.</summary>
    public bool IsTaken(string? externalId, string? email) =>
        (externalId is not null && byExternalId.ContainsKey(externalId)) || (email is not null && byEmail.ContainsKey(PersonVersion.Normal(email)));

    public bool IsOutOfReach(KnownPerson person) => !Reach.Covers(person.StructureId) || Giving.HoldsMore(person.Id);

    public KnownPerson? ByUserName(string userName) => byUserName.GetValueOrDefault(PersonVersion.Normal(userName));

    public string FreeUserName(string displayName)
    {
        var wanted = UserNames.Propose(displayName, Organisation);
        for (var (name, number) = (wanted, 2); ; name = UserNames.Numbered(wanted, number++))
            if (byUserName.TryAdd(PersonVersion.Normal(name), new(Guid.Empty, null, null, name, Guid.Empty))) return name;
    }

    private void Add(KnownPerson said, KnownPerson meant)
    {
        if (said.ExternalId is { } id) byExternalId[id] = meant;
        if (said.Email is { } email) byEmail[email] = meant;
        byUserName[said.UserName] = meant;
    }

    /// <summary>By code and by name, a built-in role in both languages.</summary>
    private static async Task<IReadOnlyDictionary<string, Guid>> RolesAsync(AppDbContext db, TextCatalog texts, CancellationToken ct)
    {
        var roles = await db.Set<Role>().Select(r => new { r.Id, r.Code, r.Name }).ToListAsync(ct);
        var named = roles.SelectMany(r => Names(r.Code, r.Name, texts).Append(r.Code).Select(name => (name, r.Id)));
        return Unambiguous(named.Distinct(), r => r.name, r => r.Id);
    }

    private static IEnumerable<string> Names(string code, string? own, TextCatalog texts)
    {
        if (own is not null) return [own];
        var reader = CultureInfo.CurrentUICulture;
        try
        {
            return [.. Languages.All.Select(language => { CultureInfo.CurrentUICulture = language; return texts[$"Role.{code}"]; })];
        }
        finally
        {
            CultureInfo.CurrentUICulture = reader;
        }
    }

    /// <summary>A name that two have is nobody's.</summary>
    private static Dictionary<string, Guid> Unambiguous<T>(IEnumerable<T> rows, Func<T, string> name, Func<T, Guid> id) =>
        rows.GroupBy(name, StringComparer.OrdinalIgnoreCase).Where(g => g.Select(id).Distinct().Count() == 1).ToDictionary(g => g.Key, g => id(g.First()), StringComparer.OrdinalIgnoreCase);
}
