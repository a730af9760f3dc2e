using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Records;

/// <summary>The permissions that say what one may do with records of a kind, and with what hangs on them.</summary>
/// <param name="Contribute">To comment and to attach.</param>
/// <param name="SeeInternal">To see what is internal.</param>
public sealed record RecordPermissions(string View, string Contribute, string SeeInternal, string Edit);

/// <summary>
/// Answers the kernel for a kind of record that has a title of its own and no rules beyond permissions. Kinds of a million
/// rows answer by columns of their own instead.
/// </summary>
public abstract class RecordKindOf<TRecord>(string kind, RecordPermissions permissions) : IRecordKind
    where TRecord : BusinessRecord, IOwnedRecord<TRecord>
{
    /// <summary>Enough to choose from while one types.</summary>
    private const int MostSuggested = 50;

    public string Kind => kind;

    /// <summary>What the record is called; searched for what is typed.</summary>
    protected abstract Expression<Func<TRecord, string>> Title { get; }

    /// <summary>Not over yet.</summary>
    protected abstract Expression<Func<TRecord, bool>> IsOpen { get; }

    public async Task<IReadOnlyList<RecordCard>> CardsAsync(AppDbContext db, ICurrentUser user, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await CardsAsync(Visible(db, user).Where(r => ids.Contains(r.Id)), ct);

    public async Task<RecordCard?> ByNumberAsync(AppDbContext db, ICurrentUser user, string number, CancellationToken ct)
    {
        if (number.Any(char.IsControl)) return null;   // the database would not even take the question
        var wanted = number.Trim().ToUpperInvariant();
        return await Visible(db, user).SingleOrDefaultAsync(r => r.Number == wanted, ct) is { } record ? CardOf(record) : null;
    }

    public async Task<RecordAccess?> AccessAsync(AppDbContext db, ICurrentUser user, Guid id, CancellationToken ct)
    {
        if (await Visible(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } record) return null;
        bool Covers(string permission) => user.Can(permission, record.StructureId, Owns(record, user.Id));
        var goesOn = !IsReadOnly(record);
        return new(CardOf(record), () => goesOn && Covers(permissions.Contribute), () => Covers(permissions.SeeInternal), () => goesOn && Covers(permissions.Edit));
    }

    public async Task<IReadOnlyList<RecordReader>> ReadersAsync(AppDbContext db, Guid id, IEnumerable<AccessSnapshot> people, CancellationToken ct)
    {
        if (await db.Set<TRecord>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } record) return [];
        return [.. people.Where(p => Covers(p, permissions.View)).Select(p => new RecordReader(p.UserId, Covers(p, permissions.SeeInternal)))];

        bool Covers(AccessSnapshot person, string permission) => person.ReachOf(permission) is { } reach && reach.Covers(record.StructureId, Owns(record, person.UserId));
    }

    public async Task<IReadOnlyList<RecordCard>> SearchAsync(AppDbContext db, ICurrentUser user, string words, int most, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Any(char.IsControl)) return [];
        var newest = Containing(Visible(db, user), words).OrderByDescending(r => r.Id).Take(Math.Min(most, MostSuggested));
        return await CardsAsync(newest, ct);
    }

    public async Task<RecordReach> ReachesAsync(AppDbContext db, ICurrentUser reader, Guid id, string permission, CancellationToken ct) => new(
        await db.Set<TRecord>().AllowedTo(reader, permission).AnyAsync(r => r.Id == id, ct),
        await db.Set<TRecord>().Where(TRecord.OwnedBy(reader.Id)).AnyAsync(r => r.Id == id, ct));

    public async Task<BusinessRecord?> FindAsync(AppDbContext db, ICurrentUser user, Guid id, CancellationToken ct) =>
        await db.Set<TRecord>().AllowedTo(user, permissions.View).SingleOrDefaultAsync(r => r.Id == id, ct);

    public async Task<IReadOnlyDictionary<Guid, int>> CountOpenAsync(AppDbContext db, IReadOnlyCollection<Guid> structureIds, CancellationToken ct)
    {
        var open = db.Set<TRecord>().Where(IsOpen);
        var counted = await db.Set<Structure>().Where(s => structureIds.Contains(s.Id))
            .Select(s => new { s.Id, Open = open.Where(r => r.StructureId == s.Id).Take(CappedCount.Cap).Count() }).ToListAsync(ct);
        return counted.Where(c => c.Open > 0).ToDictionary(c => c.Id, c => c.Open);
    }

    public async Task<IReadOnlyList<DeletedRecord>> DeletedAsync(AppDbContext db, ICurrentUser user, DeletedFilter filter, int most, CancellationToken ct)
    {
        var deleted = Deleted(db, user).AsNoTracking();
        if (filter.By is { } by) deleted = deleted.Where(r => r.DeletedBy == by);
        if (filter.Words is { Length: > 0 } words && !words.Any(char.IsControl)) deleted = Containing(deleted, words);
        if (filter.Before is { } place) deleted = deleted.Where(r => r.DeletedAt < place.At || (r.DeletedAt == place.At && r.Id.CompareTo(place.Id) < 0));
        var rows = await deleted.OrderByDescending(r => r.DeletedAt).ThenByDescending(r => r.Id).Take(most).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Id);
        var said = await db.Set<TimelineEntry>().Where(e => e.RecordKind == kind && e.Kind == TimelineKind.Deleted && ids.Contains(e.RecordId))
            .GroupBy(e => e.RecordId).Select(g => g.OrderByDescending(e => e.At).First()).ToDictionaryAsync(e => e.RecordId, e => e.Body, ct);
        return [.. rows.Select(r => new DeletedRecord(r.Ref, r.Number, CardOf(r).Title, r.DeletedAt!.Value, r.DeletedBy, said.GetValueOrDefault(r.Id)))];   // filtered by it
    }

    public async Task<BusinessRecord?> FindDeletedAsync(AppDbContext db, ICurrentUser user, Guid id, CancellationToken ct) =>
        await Deleted(db, user).SingleOrDefaultAsync(r => r.Id == id, ct);

    protected abstract RecordCard CardOf(TRecord record);

    /// <summary>What <see cref="IOwnedRecord{TSelf}.OwnedBy"/> says, of a row in memory.</summary>
    protected abstract bool Owns(TRecord record, Guid userId);

    /// <summary>Nothing of it is changed any more, nor of what hangs on it.</summary>
    protected virtual bool IsReadOnly(TRecord record) => false;

    private async Task<IReadOnlyList<RecordCard>> CardsAsync(IQueryable<TRecord> records, CancellationToken ct) => (await records.ToListAsync(ct)).ConvertAll(CardOf);

    private IQueryable<TRecord> Visible(AppDbContext db, ICurrentUser user) => db.Set<TRecord>().AsNoTracking().AllowedTo(user, permissions.View);

    private IQueryable<TRecord> Deleted(AppDbContext db, ICurrentUser user) =>
        db.Set<TRecord>().AllowedTo(user, OrganisationPermissions.Restore).AllowedTo(user, permissions.View)
            .IgnoreQueryFilters([Conventions.SoftDelete]).Where(r => r.DeletedAt != null);

    /// <summary>In number or title.</summary>
    private IQueryable<TRecord> Containing(IQueryable<TRecord> records, string words)
    {
        var pattern = LikePattern.Containing(words.Trim());
        Expression<Func<TRecord, bool>> inNumber = r => EF.Functions.ILike(r.Number, pattern);
        var title = Title;   // once: each reading may make an expression with a parameter of its own
        var row = title.Parameters[0];
        var inTitle = Expression.Call(
            typeof(NpgsqlDbFunctionsExtensions), nameof(NpgsqlDbFunctionsExtensions.ILike), [], Expression.Constant(EF.Functions), title.Body, Expression.Constant(pattern));
        var body = Expression.OrElse(new Renaming(inNumber.Parameters[0], row).Visit(inNumber.Body), inTitle);
        return records.Where(Expression.Lambda<Func<TRecord, bool>>(body, row));
    }

    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
