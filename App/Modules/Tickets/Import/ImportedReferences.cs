using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>
/// The people, teams, categories and sites that a source names: found by the source's name for them, made on first need.
/// What was renamed here since stays linked; what stood here under the same path before the import is used as it is.
/// </summary>
internal sealed class ImportedReferences
{
    private const int ExternalIdMax = 100;

    private readonly AppDbContext db;
    private readonly string source;
    private readonly Guid structureId;
    private readonly Dictionary<string, Guid> people, groups, categories, paths, sites, siteNames;
    private readonly HashSet<string> userNames;

    private ImportedReferences(AppDbContext db, string source, Guid structureId, Known known)
    {
        (this.db, this.source, this.structureId) = (db, source, structureId);
        (people, groups, categories, paths, sites, siteNames, userNames) =
            (known.People, known.Groups, known.Categories, known.Paths, known.Sites, known.SiteNames, known.UserNames);
    }

    public static async Task<ImportedReferences> LoadAsync(AppDbContext db, string source, Guid structureId, CancellationToken ct)
    {
        var (mine, suffix) = ($"{source}:", $".{source}");
        return new(db, source, structureId, new(
            await db.Set<User>().Where(u => u.ExternalId!.StartsWith(mine)).ToDictionaryAsync(u => u.ExternalId!, u => u.MergedIntoId ?? u.Id, ct),
            await db.Set<Group>().Where(g => g.ExternalId!.StartsWith(mine)).ToDictionaryAsync(g => g.ExternalId!, g => g.Id, ct),
            await db.Set<Category>().Where(c => c.ExternalId!.StartsWith(mine)).ToDictionaryAsync(c => c.ExternalId!, c => c.Id, ct),
            await db.Set<Category>().ToDictionaryAsync(c => c.Path, c => c.Id, ct),
            await db.Set<Site>().Where(s => s.StructureId == structureId && s.ExternalId!.StartsWith(mine)).ToDictionaryAsync(s => s.ExternalId!, s => s.Id, ct),
            await db.Set<Site>().Where(s => s.StructureId == structureId).ToDictionaryAsync(s => s.Name, s => s.Id, ct),
            await db.Set<User>().Where(u => u.UserName!.EndsWith(suffix)).Select(u => u.UserName!).ToHashSetAsync(ct)));
    }

    /// <summary>An inactive account without password: it can be named on records and cannot sign in.</summary>
    public Guid Person(string name, string? displayName = null) => FindOrAdd(people, Key(name), id =>
    {
        var userName = FreeUserName(name);
        return new User
        {
            Id = id,
            ExternalId = Key(name),
            DisplayName = displayName ?? name,
            UserName = userName,
            NormalizedUserName = userName.ToUpperInvariant(),
            StructureId = structureId,
            IsActive = false,
            SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20)),
        };
    });

    public Guid Group(string name) =>
        FindOrAdd(groups, Key(name), id => new Group { Id = id, Name = name, StructureId = structureId, ExternalId = Key(name) });

    public Guid Category(string name, string? child)
    {
        var parent = Category(name, null, Key(name), name);
        return child is null ? parent : Category(child, parent, Key($"{name}/{child}"), $"{name} › {child}");
    }

    /// <summary>Where a ticket goes whose category the source never knew; a ticket needs one.</summary>
    public Guid UnknownCategory(string name) => Category(name, null, Key("?"), name);

    public Guid Site(string name)
    {
        if (!sites.ContainsKey(Key(name)) && siteNames.TryGetValue(name, out var existing)) return existing;
        return FindOrAdd(sites, Key(name), id => new Site { Id = id, Name = name, StructureId = structureId, ExternalId = Key(name) });
    }

    private Guid Category(string name, Guid? parentId, string key, string path)
    {
        if (!categories.ContainsKey(key) && paths.TryGetValue(path, out var existing)) return existing;
        return FindOrAdd(categories, key, id => new Category { Id = id, ParentId = parentId, Name = name, Path = path, ExternalId = key });
    }

    private Guid FindOrAdd<T>(Dictionary<string, Guid> known, string key, Func<Guid, T> make) where T : class
    {
        if (known.TryGetValue(key, out var id)) return id;
        id = Guid.CreateVersion7();
        db.Add(make(id));
        return known[key] = id;
    }

    /// <summary>The source's name, shortened by its hash where it exceeds the column.</summary>
    private string Key(string name)
    {
        var key = $"{source}:{name}";
        if (key.Length <= ExternalIdMax) return key;
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        return $"{key[..(ExternalIdMax - hash.Length - 1)]}~{hash}";
    }

    /// <summary>"Caller 2403" of servicenow is caller-2403.servicenow; whoever would get a name in use gets a number behind it.</summary>
    private string FreeUserName(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var stem = slug.ToString().Trim('-') is { Length: > 0 } word ? word : "unknown";
        var free = $"{stem}.{source}";
        for (var number = 2; !userNames.Add(free); number++) free = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}.{source}");
        return free;
    }

    private sealed record Known(
        Dictionary<string, Guid> People, Dictionary<string, Guid> Groups, Dictionary<string, Guid> Categories, Dictionary<string, Guid> Paths,
        Dictionary<string, Guid> Sites, Dictionary<string, Guid> SiteNames, HashSet<string> UserNames);
}
