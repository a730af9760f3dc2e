using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Records.Links;

/// <summary>Adds and removes links within the caller's transaction, and writes the timelines of both ends.</summary>
[PartOf]
public sealed class LinkWriter : IUseCase
{
    /// <summary>Held while a parent is chosen: two people making each other's ticket a child would close a circle that neither sees.</summary>
    private const long FamilyLock = 0x4F70_4C69_6E6B;

    public async Task<Result> AddAsync(AppDbContext db, BusinessRecord from, LinkType type, BusinessRecord to, CancellationToken ct)
    {
        if (from.Id == to.Id) return Refusal.Conflict(RecordRefusals.LinkToItself);
        var links = db.Set<RecordLink>();
        if (await links.AnyAsync(l => l.Type == type && ((l.FromId == from.Id && l.ToId == to.Id) || (type == LinkType.RelatesTo && l.FromId == to.Id && l.ToId == from.Id)), ct))
            return Refusal.Conflict(RecordRefusals.AlreadyLinked);
        if (type == LinkType.ChildOf && await RefusalOfParentAsync(db, from, to, ct) is { } refused) return refused;

        db.Add(new RecordLink { Type = type, FromKind = from.Kind, FromId = from.Id, ToKind = to.Kind, ToId = to.Id, CreatedAt = db.Clock.GetUtcNow(), CreatedBy = db.Actor.Id });
        if (IsSaidElsewhere(type)) return Result.Ok;
        foreach (var (end, isInverse, other) in Ends(from, type, to))
        {
            end.Log(new() { Kind = TimelineKind.Linked, Field = Wording(type, isInverse), NewValue = other.Number });
            end.Raise(new RecordLinked(type.ToString(), isInverse, other.Kind, other.Id));
        }

        return Result.Ok;
    }

    public void Remove(AppDbContext db, RecordLink link, BusinessRecord from, BusinessRecord to)
    {
        db.Remove(link);
        foreach (var (end, isInverse, other) in Ends(from, link.Type, to))
        {
            end.Log(new() { Kind = TimelineKind.Linked, Field = Wording(link.Type, isInverse), OldValue = other.Number });
            end.Raise(new RecordUnlinked(link.Type.ToString(), isInverse, other.Kind, other.Id));
        }
    }

    /// <summary>Resource key of what this end is to the other.</summary>
    public static string Wording(LinkType type, bool isInverse) => isInverse && type != LinkType.RelatesTo ? $"{type}.Inverse" : type.ToString();

    /// <summary>Made by an act that tells both records in its own words, and by no hand.</summary>
    internal static bool IsSaidElsewhere(LinkType type) => type is LinkType.SplitFrom or LinkType.MadeFrom;

    private static (BusinessRecord End, bool IsInverse, BusinessRecord Other)[] Ends(BusinessRecord from, LinkType type, BusinessRecord to) =>
        [(from, false, to), (to, type != LinkType.RelatesTo, from)];

    private static async Task<Refusal?> RefusalOfParentAsync(AppDbContext db, BusinessRecord child, BusinessRecord parent, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({FamilyLock})", ct);
        if (await db.Set<RecordLink>().AnyAsync(l => l.Type == LinkType.ChildOf && l.FromId == child.Id, ct)) return Refusal.Conflict(RecordRefusals.HasParent, child.Number);
        var above = await db.Database.SqlQuery<Guid>(
            $"""
             with recursive above (id) as (
                 select {parent.Id}::uuid
                 union
                 select l.to_id from kernel.links l join above a on l.from_id = a.id where l.type = 'ChildOf'
             ) select id as "Value" from above
             """).ToListAsync(ct);
        return above.Contains(child.Id) ? Refusal.Conflict(RecordRefusals.LinkCycle, parent.Number, child.Number) : null;
    }
}
