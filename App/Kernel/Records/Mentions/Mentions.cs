using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Mentions;

/// <summary>Somebody whom a text names.</summary>
/// <param name="MayRead">Whether he may see the record and, for what is internal, that too. Whoever may not is told nothing.</param>
public sealed record MentionedPerson(Guid UserId, string Name, bool MayRead);

/// <summary>Finds the people whom a text names by @prenom.nom.entreprise. Names of nobody are plain text.</summary>
[PartOf]
public sealed partial class Mentions(RecordReaders readers) : IUseCase
{
    /// <summary>A text that names more people than this names a crowd: the first are told.</summary>
    private const int Most = 50;

    public async Task<IReadOnlyList<MentionedPerson>> FindAsync(AppDbContext db, RecordRef record, string body, bool isInternal, CancellationToken ct)
    {
        var names = Name().Matches(body).Select(m => m.Groups["name"].Value.ToUpperInvariant()).Distinct().Take(Most).ToArray();
        if (names.Length == 0) return [];
        var people = await db.Set<User>().Where(u => u.IsActive && names.Contains(u.NormalizedUserName!)).OrderBy(u => u.DisplayName)
            .Select(u => new { u.Id, u.DisplayName }).ToListAsync(ct);   // whoever has no user name is not found by one
        var allowed = (await readers.AmongAsync(db, record, [.. people.Select(p => p.Id)], ct)).Where(r => r.SeeInternal || !isInternal).Select(r => r.UserId).ToHashSet();
        return [.. people.Select(p => new MentionedPerson(p.Id, p.DisplayName, allowed.Contains(p.Id)))];
    }

    /// <summary>Three parts at least, as user names have; not the end of a mail address.</summary>
    private const string Pattern = @"(?<![\p{L}\p{Nd}_.@/+-])@(?<name>[a-z0-9_-]+(\.[a-z0-9_-]+){2,})";

    /// <summary>The name that begins where one looks, and none further on: a text of nothing but @ would be read once for each.</summary>
    [GeneratedRegex(@"\G" + Pattern, RegexOptions.IgnoreCase)]
    internal static partial Regex NameHere();

    [GeneratedRegex(Pattern, RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
