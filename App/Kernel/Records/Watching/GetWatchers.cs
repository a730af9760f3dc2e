using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Watching;

public sealed record WatcherName(Guid UserId, string Name);

/// <param name="People">Empty for whoever does not see what is internal: which colleagues follow a client's request is their affair.</param>
/// <param name="MayChange">To add and remove others.</param>
public sealed record WatcherList(IReadOnlyList<WatcherName> People, bool IsWatching, bool MayChange);

/// <summary>Who watches a record, by name, at most <see cref="Most"/>. Refuses: not-found.</summary>
public sealed class GetWatchers(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds) : IUseCase
{
    public const int Most = 100;

    public async Task<Result<WatcherList>> RunAsync(RecordRef record, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await kinds.AccessAsync(db, user, record, ct) is { } access ? await ReadAsync(db, access, ct) : Refusal.NotFound;
    }

    /// <summary>With an access that was read in the same turn.</summary>
    public async Task<WatcherList> RunAsync(RecordAccess access, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, access, ct);
    }

    private async Task<WatcherList> ReadAsync(AppDbContext db, RecordAccess access, CancellationToken ct)
    {
        var record = access.Card.Ref;
        var names =
            from watcher in db.Set<Watcher>().Where(w => w.RecordId == record.Id && (access.SeeInternal || w.UserId == user.Id))
            join person in db.Set<User>().Where(u => u.IsActive) on watcher.UserId equals person.Id
            orderby person.Id != user.Id, person.DisplayName, person.Id   // oneself among the first hundred: the button depends on it
            select new WatcherName(person.Id, person.DisplayName);
        var people = await names.Take(Most).ToListAsync(ct);
        var isWatching = people.Any(p => p.UserId == user.Id);
        return new WatcherList(access.SeeInternal ? [.. people.OrderBy(p => p.Name, StringComparer.CurrentCulture)] : [], isWatching, access.Edit);
    }
}
