using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.News;

/// <summary>
/// A ticket as it was before an event: the row as it stands, with what that event and later ones changed put back, as the
/// audit log has it. Queries compose over it like over any ticket.
/// </summary>
internal sealed class TicketBefore
{
    private readonly JsonObject columns;
    private readonly Guid id;

    private TicketBefore(Guid id, JsonObject columns, bool existed) => (this.id, this.columns, Existed) = (id, columns, existed);

    /// <summary>False where it was opened in that very act, or after it.</summary>
    public bool Existed { get; }

    /// <summary>Whether its row has become another at all.</summary>
    public bool HasChanged => columns.Count > 0 || !Existed;

    public Guid StructureId(Guid now) => ValueOf("structure_id", now) ?? now;

    public Guid? AssigneeId(Guid? now) => ValueOf("assignee_id", now);

    public Guid? GroupId(Guid? now) => ValueOf("group_id", now);

    /// <summary>The one row, without what the soft delete hides.</summary>
#pragma warning disable EF1002 // table and columns come from the model, never from input
    public IQueryable<Ticket> In(AppDbContext db) => db.Set<Ticket>().FromSqlRaw(
        $$"""
        select b.* from {{db.Mapped(typeof(Ticket)).SqlTable()}} t
        cross join lateral jsonb_populate_record(t, {0}::jsonb) o
        cross join lateral jsonb_populate_record(o, jsonb_build_object('search', (select ({{TicketMapping.SearchSql}})::text from (select o.title, o.description) w))) b
        where t.id = {1}
        """, columns.ToJsonString(), id);
#pragma warning restore EF1002

    public static async Task<TicketBefore> ReadAsync(AppDbContext db, Guid id, Guid eventId, DateTimeOffset at, CancellationToken ct)
    {
        // Clocks of instances differ by seconds, transactions do not: the instant only says in which months of the log to look.
        var (subject, key, since) = (Ticket.RecordKind, id.ToString(), at - TimeSpan.FromMinutes(1));
        var changes = await db.Database.SqlQuery<Change>(
            $"""
             select v.before::text as "Before", v.after::text as "After", a.action = 'Create' as "IsCreation"
             from kernel.audit_entries a
             join kernel.audit_values v on v.entry_id = a.id and v.at = a.at
             where a.subject_id = {key} and a.subject = {subject} and a.at >= {since} and v.at >= {since}
               and a.transaction_id >= (select e.transaction_id from kernel.events e where e.id = {eventId})
             order by a.transaction_id, a.id
             """).ToListAsync(ct);
        var entity = db.Mapped(typeof(Ticket));
        var columns = new JsonObject();
        foreach (var change in changes.Where(c => !c.IsCreation)) PutBack(columns, entity, change);
        return new(id, columns, !changes.Exists(c => c.IsCreation));
    }

    /// <summary>The earliest change of a column counts: it names what stood there first.</summary>
    private static void PutBack(JsonObject columns, IEntityType entity, Change change)
    {
        var (before, after) = (Parse(change.Before), Parse(change.After));
        foreach (var name in before.Select(p => p.Key).Union(after.Select(p => p.Key)))
        {
            if (entity.FindProperty(name) is not { } property || property.Name == TicketMapping.Search || columns.ContainsKey(property.GetColumnName())) continue;
            columns[property.GetColumnName()] = Stored(property, before[name]);
        }
    }

    private static JsonObject Parse(string? json) => json is null ? [] : JsonNode.Parse(json) as JsonObject ?? [];

    /// <summary>As the column holds it: the log writes what the property holds.</summary>
    private static JsonNode? Stored(IProperty property, JsonNode? logged)
    {
        if (logged is null || property.GetTypeMapping().Converter is not { } converter) return logged?.DeepClone();
        var value = logged.Deserialize(property.ClrType, AppDbContext.EventJson);
        return JsonSerializer.SerializeToNode(converter.ConvertToProvider(value), AppDbContext.EventJson);
    }

    private Guid? ValueOf(string column, Guid? now) => !columns.TryGetPropertyValue(column, out var node) ? now : node is null ? null : Guid.Parse(node.GetValue<string>());

    private sealed record Change(string? Before, string? After, bool IsCreation);
}
