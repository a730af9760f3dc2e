using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Reading;

/// <param name="ActingForName">Who had lent the permission that the act rested on; null: it was the actor's own.</param>
public sealed record AuditLine(
    Guid Id, DateTimeOffset At, AuditAction Action, Guid? ActorId, string? ActorName, string? ActingForName, string? IpAddress, string? Correlation, string? Subject, string? SubjectId, string? Detail)
{
    public static readonly System.Linq.Expressions.Expression<Func<AuditEntry, AuditLine>> Of = a =>
        new AuditLine(a.Id, a.At, a.Action, a.ActorId, a.ActorName, a.ActingForName, a.IpAddress, a.Correlation, a.Subject, a.SubjectId, a.Detail);
}

/// <summary>What the filters of the page offer.</summary>
public sealed record AuditChoices(IReadOnlyList<string> Subjects, IReadOnlyList<AuditActor> Actors);

public sealed class AuditActor
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
}

/// <summary>One page of the log, newest first, in one statement; words take a second one. Refuses: forbidden.</summary>
[Needs(AuditPermissions.View, Everywhere = true)]
public sealed class ListAudit(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone) : IUseCase
{
    /// <summary>Nobody reads a longer list of names; anybody else is found from one of his entries.</summary>
    private const int MostActors = 200;

    public async Task<Result<ListPage<AuditLine>>> RunAsync(AuditFilter filter, int size, CancellationToken ct)
    {
        if (!user.CanEverywhere(AuditPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var matching = await db.Set<AuditEntry>().Matching(filter, zone.Zone).FoundFirstAsync(filter, ct);
        var rows = await matching.Paged(filter, size).Select(AuditLine.Of).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new ListPage<AuditLine>(rows, more ? Cursor.At(rows[^1].At, rows[^1].Id).ToString() : null);
    }

    /// <summary>Kinds and people that the log knows, by steps from one to the next in their index rather than a reading of all.</summary>
    public async Task<AuditChoices> ChoicesAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(AuditPermissions.View)) return new([], []);

        await using var db = await dbs.CreateDbContextAsync(ct);
        var subjects = await db.Database.SqlQuery<string>(
            $"""
             with recursive known (subject) as (
                 (select min(subject) from kernel.audit_entries)
                 union all
                 select (select min(e.subject) from kernel.audit_entries e where e.subject > k.subject) from known k where k.subject is not null
             )
             select subject as "Value" from known where subject is not null
             """).ToListAsync(ct);
        var actors = await db.Database.SqlQuery<AuditActor>(
            $"""
             with recursive known (id) as (
                 (select actor_id from kernel.audit_entries where actor_id is not null order by actor_id limit 1)
                 union all
                 select (select e.actor_id from kernel.audit_entries e where e.actor_id > k.id order by e.actor_id limit 1) from known k where k.id is not null
             )
             select u.id as "Id", u.display_name as "Name" from (select id from known where id is not null limit {MostActors}) k join kernel.users u on u.id = k.id
             order by u.display_name, u.id
             """).ToListAsync(ct);
        return new(subjects, actors);
    }
}
