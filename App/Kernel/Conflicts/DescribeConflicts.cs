using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Conflicts;

/// <summary>Turns clashes into a refusal that a page shows field by field and an API client reads: who wrote what, and when.</summary>
[PartOf]
public sealed class DescribeConflicts : IUseCase
{
    /// <summary>Two statements, whatever the number of fields.</summary>
    /// <param name="others">Names of what the fields refer to.</param>
    public async Task<Refusal> RunAsync<TRecord>(
        AppDbContext db, TRecord record, IReadOnlyList<RecordField<TRecord>> fields, IReadOnlyList<FieldChange> clashes, IQueryable<TimelineName> others, CancellationToken ct)
        where TRecord : BusinessRecord
    {
        var authors = await AuthorsAsync(db, record.Id, [.. clashes.Select(c => c.Field)], ct);
        var conflicts = clashes.Select(c => Describe(record, fields.First(f => f.Name == c.Field), c, authors)).ToList();
        var ids = conflicts.SelectMany(c => new[] { c.Seen, c.Theirs, c.Mine }).Select(v => AsId(v.Code)).OfType<Guid>().Distinct().ToArray();
        var names = ids is [] ? [] : await others.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return new(RefusalKind.Stale, "edit-conflict") { Conflicts = [.. conflicts.Select(c => Named(c, names))] };
    }

    private static EditConflict Describe<TRecord>(TRecord record, RecordField<TRecord> field, FieldChange change, IReadOnlyList<Author> authors) where TRecord : BusinessRecord
    {
        var now = field.Clean(field.Read(record));
        var author = authors.FirstOrDefault(a => a.Field == field.Name && a.Value == now);
        return new(field.Name, new(field.Clean(change.Seen)), new(now), new(field.Clean(change.Value)), author?.Name, author?.At, field.IsText);
    }

    private static async Task<IReadOnlyList<Author>> AuthorsAsync(AppDbContext db, Guid record, string[] fields, CancellationToken ct) => await (
        from line in db.Set<TimelineEntry>().Where(e => e.RecordId == record && e.Field != null && fields.Contains(e.Field))
        join person in db.Set<User>() on line.ActorId equals person.Id into people
        from person in people.DefaultIfEmpty()
        orderby line.At descending, line.Id descending
        select new Author(line.Field!, line.NewValue, person.DisplayName, line.At)).Take(100).ToListAsync(ct);   // filtered above

    private static EditConflict Named(EditConflict conflict, Dictionary<Guid, string> names) =>
        conflict with { Seen = Named(conflict.Seen, names), Theirs = Named(conflict.Theirs, names), Mine = Named(conflict.Mine, names) };

    private static ConflictValue Named(ConflictValue value, Dictionary<Guid, string> names) =>
        AsId(value.Code) is { } id ? value with { Name = names.GetValueOrDefault(id) } : value;

    private static Guid? AsId(string? code) => Guid.TryParse(code, out var id) ? id : null;

    private sealed record Author(string Field, string? Value, string? Name, DateTimeOffset At);
}
