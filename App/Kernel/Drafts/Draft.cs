using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Drafts;

/// <summary>What somebody has typed and not sent yet: survives a lost connection, a closed tab and a restarted server.</summary>
public sealed class Draft : INotAudited
{
    public required Guid UserId { get; init; }

    /// <summary>The form, such as "ticket:new" or "reply:{id}".</summary>
    public required string Key { get; init; }
    public required string Body { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>One's own drafts. The last writer wins: both writers are the same person.</summary>
public sealed class DraftStore(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    /// <summary>Longer texts are refused by every form, so they are not kept either.</summary>
    public const int MaxLength = 100_000;

    public async Task<string?> LoadAsync(string key, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Draft>().Where(d => d.UserId == user.Id && d.Key == key).Select(d => d.Body).SingleOrDefaultAsync(ct);
    }

    /// <summary>An empty body discards the draft.</summary>
    public async Task SaveAsync(string key, string body, CancellationToken ct)
    {
        if (body.Length > MaxLength) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(body))
            await db.Set<Draft>().Where(d => d.UserId == user.Id && d.Key == key).ExecuteDeleteAsync(ct);
        else
            await db.Database.ExecuteSqlAsync(
                $"""
                 insert into kernel.drafts (user_id, key, body, updated_at) values ({user.Id}, {key}, {Storable(body)}, {now})
                 on conflict (user_id, key) do update set body = excluded.body, updated_at = excluded.updated_at
                 """, ct);
    }

    /// <summary>A draft is kept whatever is in it, so what the database cannot hold (NUL, half a surrogate pair) gives way instead.</summary>
    private static string Storable(string body) => string.Concat(body.EnumerateRunes().Where(rune => rune.Value != 0));
}
