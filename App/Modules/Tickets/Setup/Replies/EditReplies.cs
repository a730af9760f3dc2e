using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Replies;

/// <summary>
/// Reads and changes canned replies: one's own (whoever answers requesters), and shared ones (whoever configures, within his
/// structures). Refuses: forbidden, invalid, not-found (also somebody else's own), stale.
/// </summary>
[Needs(TicketPermissions.Configure, TicketPermissions.Note)]
public sealed class EditReplies(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    private bool KeepsOwn => user.Can(TicketPermissions.Note) && user.Can(TicketPermissions.Comment);

    /// <summary>One's own, or the shared ones that one may change; the most used first.</summary>
    public async Task<Result<IReadOnlyList<ReplyRow>>> ListAsync(bool mine, CancellationToken ct)
    {
        if (mine ? !KeepsOwn : !user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from reply in mine ? db.Set<CannedReply>().Where(r => r.OwnerId == user.Id) : Shared(db)
            join category in db.Set<Category>() on reply.CategoryId equals category.Id into categories
            from category in categories.DefaultIfEmpty()
            join structure in db.Set<Structure>() on reply.StructureId equals structure.Id into structures
            from structure in structures.DefaultIfEmpty()
            join grp in db.Set<Group>() on reply.GroupId equals grp.Id into groups
            from grp in groups.DefaultIfEmpty()
            orderby reply.UseCount descending, reply.Title, reply.Id
            select new ReplyRow(reply, category.Path, structure.Name ?? grp.Name)).AsNoTracking().Take(Most).ToListAsync(ct);
        return rows;
    }

    /// <summary>What the form offers, within reach.</summary>
    public async Task<ReplyChoices> ChoicesAsync(bool mine, CancellationToken ct)
    {
        if (mine ? !KeepsOwn : !user.Can(TicketPermissions.Configure)) return new([], [], [], false);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var tree = new CategoryTree(await db.Set<Category>().AsNoTracking().ToListAsync(ct));
        IReadOnlyList<Choice> categories = [.. tree.Walk().Where(p => p.IsOffered).Select(p => new Choice(p.Category.Id, p.Category.Path))];
        if (mine) return new(categories, [], [], false);

        var reach = user.ReachOf(TicketPermissions.Configure) ?? new(false, []);
        var structures = await db.Set<Structure>().Where(s => reach.All || reach.Structures.Contains(s.Id)).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct);
        var groups = await db.Set<Group>().Where(g => reach.All || (g.StructureId != null && reach.Structures.Contains(g.StructureId.Value)))
            .OrderBy(g => g.Name).Select(g => new Choice(g.Id, g.Name)).ToListAsync(ct);
        return new(categories, structures, groups, reach.All);
    }

    public async Task<Result> SaveAsync(SaveReplyRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var standing = await FindAsync(db, request.Id, ct);
        if (request.Id is not null && standing is null) return user.Can(TicketPermissions.Configure) || KeepsOwn ? Refusal.NotFound : Refusal.Forbidden;
        if (!await MayAsync(db, request, ct)) return Refusal.Forbidden;
        if (await UnknownAsync(db, request, ct) is { } field) return Refusal.Invalid(new FieldError(field, "unknown-value"));
        if (standing is not null && standing.OwnerId is not null != (request.Audience == ReplyAudience.Mine)) return Refusal.Invalid(new FieldError(nameof(request.Audience), "unknown-value"));

        if (standing is null) db.Add(standing = New(request));
        else db.Expect(standing, request.Version);
        Apply(standing, request);
        return await db.TrySaveAsync(ct);
    }

    public async Task<Result> RemoveAsync(Guid id, long version, CancellationToken ct)
    {
        if (!KeepsOwn && !user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, id, ct) is not { } reply) return Refusal.NotFound;
        db.Entry(reply).Property(r => r.Version).OriginalValue = version;
        db.Remove(reply);
        return await db.TrySaveAsync(ct);
    }

    /// <summary>Of those that this user may change; null where it is not one of them.</summary>
    private async Task<CannedReply?> FindAsync(AppDbContext db, Guid? id, CancellationToken ct)
    {
        if (id is null) return null;
        var own = KeepsOwn ? await db.Set<CannedReply>().SingleOrDefaultAsync(r => r.Id == id && r.OwnerId == user.Id, ct) : null;
        return own ?? await Shared(db).SingleOrDefaultAsync(r => r.Id == id, ct);
    }

    /// <summary>Shared replies within reach: with the permission for all, every one; else those of one's structures and of their teams.</summary>
    private IQueryable<CannedReply> Shared(AppDbContext db)
    {
        var shared = db.Set<CannedReply>().Where(r => r.OwnerId == null);
        if (user.ReachOf(TicketPermissions.Configure) is not { } reach) return shared.Where(_ => false);
        if (reach.All) return shared;
        var structures = reach.Structures;
        return shared.Where(r => (r.StructureId != null && structures.Contains(r.StructureId.Value))
            || db.Set<Group>().Any(g => g.Id == r.GroupId && g.StructureId != null && structures.Contains(g.StructureId.Value)));
    }

    /// <summary>Whether the reply may become what is asked: its new audience has to be within reach like its old one.</summary>
    private async Task<bool> MayAsync(AppDbContext db, SaveReplyRequest request, CancellationToken ct) => request.Audience switch
    {
        ReplyAudience.Mine => KeepsOwn,
        ReplyAudience.Structure => user.MayConfigure(request.StructureId),
        ReplyAudience.Group => user.MayConfigure(await db.Set<Group>().Where(g => g.Id == request.GroupId).Select(g => g.StructureId).FirstOrDefaultAsync(ct)),
        _ => user.MayConfigureAll,
    };

    private static async Task<string?> UnknownAsync(AppDbContext db, SaveReplyRequest request, CancellationToken ct)
    {
        if (request.CategoryId is { } category && !await db.Set<Category>().AnyAsync(c => c.Id == category, ct)) return nameof(request.CategoryId);
        if (request.Audience == ReplyAudience.Structure && !await db.Set<Structure>().AnyAsync(s => s.Id == request.StructureId, ct)) return nameof(request.StructureId);
        return request.Audience == ReplyAudience.Group && !await db.Set<Group>().AnyAsync(g => g.Id == request.GroupId, ct) ? nameof(request.GroupId) : null;
    }

    private CannedReply New(SaveReplyRequest request) => new() { Title = request.Title, Body = request.Body, OwnerId = request.Audience == ReplyAudience.Mine ? user.Id : null };

    private static void Apply(CannedReply reply, SaveReplyRequest request)
    {
        (reply.Title, reply.Body, reply.CategoryId) = (request.Title.Trim(), request.Body.Trim(), request.CategoryId);
        reply.Language = string.IsNullOrEmpty(request.Language) ? null : request.Language;
        reply.StructureId = request.Audience == ReplyAudience.Structure ? request.StructureId : null;
        reply.GroupId = request.Audience == ReplyAudience.Group ? request.GroupId : null;
    }
}

/// <summary>What the form of a reply offers. <paramref name="Everybody"/>: whether it may be for all structures.</summary>
public sealed record ReplyChoices(IReadOnlyList<Choice> Categories, IReadOnlyList<Choice> Structures, IReadOnlyList<Choice> Groups, bool Everybody);

/// <summary>A reply with the names of what it is bound to. <paramref name="For"/>: the structure or team it belongs to, if any.</summary>
public sealed record ReplyRow(CannedReply Reply, string? Category, string? For);
