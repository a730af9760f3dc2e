using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Presence;

/// <summary>Somebody else who has the record on screen.</summary>
public sealed record Colleague(Guid UserId, string Name, bool IsTyping);

/// <summary>
/// Says that a page shows a record and answers who else looks at it: what it costs grows with those who look, and nothing
/// is sent while nobody comes, goes or begins to type. Requesters neither see nor are seen by those who see what is
/// internal: that somebody writes to a colleague about them would be told by it.
/// </summary>
public sealed class ViewRecord(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, TimeProvider clock) : IUseCase
{
    /// <summary>A page that does not renew is gone: its server was killed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(12);

    /// <summary>How long after the last key somebody still types.</summary>
    public static readonly TimeSpan TypingPause = TimeSpan.FromSeconds(6);

    /// <summary>Enters or renews. Nobody for a record that one may not see (any more).</summary>
    public async Task<IReadOnlyList<Colleague>> RunAsync(Guid viewId, RecordRef record, bool isTyping, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await kinds.AccessAsync(db, user, record, ct) is { } access ? await LookAsync(db, viewId, access, isTyping, ct) : [];
    }

    /// <summary>Enters with an access that was read in the same turn.</summary>
    public async Task<IReadOnlyList<Colleague>> RunAsync(Guid viewId, RecordAccess access, bool isTyping, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LookAsync(db, viewId, access, isTyping, ct);
    }

    /// <summary>The page closes. Needs no right: it is one's own row.</summary>
    public async Task LeaveAsync(Guid viewId, RecordRef record, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var gone = await db.Set<Viewer>().Where(v => v.Id == viewId && v.UserId == user.Id).ExecuteDeleteAsync(ct);
        if (gone > 0) await Outbox.SignalAsync(db, new(SignalKind.Presence, [record.Id]), ct);
    }

    private async Task<IReadOnlyList<Colleague>> LookAsync(AppDbContext db, Guid viewId, RecordAccess access, bool isTyping, CancellationToken ct)
    {
        var (record, now) = (access.Card.Ref, clock.GetUtcNow());
        await EnterAsync(db, viewId, record, access.SeeInternal, isTyping, now, ct);
        return await OthersAsync(db, record, access.SeeInternal, now, ct);
    }

    /// <summary>Sweeps what lapsed, writes the lease, and signals where the others have something new to see: one statement.</summary>
    private async Task EnterAsync(AppDbContext db, Guid viewId, RecordRef record, bool seesInternal, bool isTyping, DateTimeOffset now, CancellationToken ct)
    {
        var typesUntil = isTyping ? now + TypingPause : (DateTimeOffset?)null;
        var signal = new Signal(SignalKind.Presence, [record.Id]).ToString();
        await db.Database.ExecuteSqlAsync(
            $"""
             with before as (select until, types_until from kernel.viewers where id = {viewId}),
                  lapsed as (delete from kernel.viewers where until < {now} and id <> {viewId} returning id),
                  written as (
                      insert into kernel.viewers (id, record_id, user_id, sees_internal, until, types_until)
                      values ({viewId}, {record.Id}, {user.Id}, {seesInternal}, {now + Lease}, {typesUntil})
                      on conflict (id) do update set sees_internal = excluded.sees_internal, until = excluded.until, types_until = excluded.types_until)
             select pg_notify({Signal.Channel}, {signal})
             where not exists (select from before where until >= {now} and coalesce(types_until > {now}, false) = {isTyping}) or exists (select from lapsed)
             """, ct);
    }

    private async Task<IReadOnlyList<Colleague>> OthersAsync(AppDbContext db, RecordRef record, bool seesInternal, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await (
            from viewer in db.Set<Viewer>().Where(v => v.RecordId == record.Id && v.UserId != user.Id && v.Until >= now && v.SeesInternal == seesInternal)
            join person in db.Set<User>().Where(u => u.IsActive) on viewer.UserId equals person.Id
            select new { person.Id, person.DisplayName, IsTyping = viewer.TypesUntil > now }).ToListAsync(ct);
        return [.. rows.GroupBy(r => (r.Id, r.DisplayName)).Select(g => new Colleague(g.Key.Id, g.Key.DisplayName, g.Any(r => r.IsTyping))).OrderBy(c => c.Name, StringComparer.CurrentCulture)];
    }
}
