using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Drafts;

/// <summary>A draft as it was read or last saved: a tab keeps it to say, at the next save, what it builds on.</summary>
public sealed record KeptDraft(string Key, string Body, Guid Revision, string? Basis, DateTimeOffset UpdatedAt);

/// <summary>
/// One's own drafts. Two tabs of one person never overwrite each other: each saves on the revision it knows, and where
/// that is not the latest any more nothing is written. Typing costs one statement a pause.
/// </summary>
[SignedInOnly("one's own drafts")]
public sealed class DraftStore(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    /// <summary>Longer texts are refused by every form, so they are not kept either.</summary>
    public const int MaxLength = 100_000;

    /// <summary>Stands between a form's key and the name of a tab whose text differs from the form's own draft.</summary>
    private const string AsideMark = "~";

    /// <summary>More than these are not offered at once; they wait until the first ones are settled.</summary>
    private const int Most = 10;

    /// <summary>The key under which a tab keeps its text once the form's own draft is another tab's.</summary>
    public static string Aside(string key, string tab) => key + AsideMark + tab;

    /// <summary>All texts of this form: its own draft first, then those kept aside, newest first.</summary>
    public async Task<IReadOnlyList<KeptDraft>> LoadAsync(string key, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var aside = key + AsideMark;
        return await db.Set<Draft>().Where(d => d.UserId == user.Id && (d.Key == key || d.Key.StartsWith(aside)))
            .OrderByDescending(d => d.Key == key).ThenByDescending(d => d.UpdatedAt).ThenBy(d => d.Key).Take(Most)
            .Select(d => new KeptDraft(d.Key, d.Body, d.Revision, d.Basis, d.UpdatedAt)).ToListAsync(ct);
    }

    /// <summary>
    /// Saves on the revision that the tab knows, null for a draft it begins. Answers the new revision; null where another
    /// tab has saved since and nothing was written. The same text as another tab's is no difference.
    /// </summary>
    public async Task<Guid?> SaveAsync(string key, string body, Guid? known, string? basis, CancellationToken ct)
    {
        if (body.Length > MaxLength) return known ?? Guid.Empty;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (revision, text) = (Guid.CreateVersion7(), Storable(body));
        var written = await db.Database.ExecuteSqlAsync(
            $"""
             insert into kernel.drafts as d (user_id, key, body, basis, revision, updated_at)
             values ({user.Id}, {key}, {text}, {(basis is null ? null : Storable(basis))}, {revision}, {clock.GetUtcNow()})
             on conflict (user_id, key) do update set body = excluded.body, revision = excluded.revision, updated_at = excluded.updated_at
             where d.revision = {known} or d.body = excluded.body
             """, ct);
        return written == 0 ? null : revision;
    }

    /// <summary>Discards the draft as the tab knows it; one that another tab has written on since stays.</summary>
    public async Task DiscardAsync(string key, Guid known, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Set<Draft>().Where(d => d.UserId == user.Id && d.Key == key && d.Revision == known).ExecuteDeleteAsync(ct);
    }

    /// <summary>A draft is kept whatever is in it, so what the database cannot hold (NUL, half a surrogate pair) gives way instead.</summary>
    private static string Storable(string body) => string.Concat(body.EnumerateRunes().Where(rune => rune.Value != 0));
}
