using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Audit;

/// <summary>Adds an audit row, with the values before and after, for every created, changed or deleted thing of this save.</summary>
internal static class AuditWriter
{
    public static void Add(AppDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(IsAudited).ToList())
            Keep(db, Describe(db, entry), (id, at) => Values(id, at, entry));
    }

    /// <summary>An act that changes no row: signing in, exporting. Answers the entry's id.</summary>
    public static Guid Add(AppDbContext db, AuditAction action, string subject, string? subjectId, string? detail, string? after = null)
    {
        var entry = New(db, action, subject, subjectId, detail);
        Keep(db, entry, after is null ? null : (id, at) => new() { EntryId = id, At = at, After = after });
        return entry.Id;
    }

    private static void Keep(AppDbContext db, AuditEntry entry, Func<Guid, DateTimeOffset, AuditValues>? describe)
    {
        var values = describe?.Invoke(entry.Id, entry.At);
        if (db.AuditKey is { } key)
        {
            entry.ValuesHash = values is null ? null : AuditHash.Of(key, values.EntryId, values.Before, values.After);
            entry.Hash = AuditHash.Of(key, entry);
        }

        db.Add(entry);
        if (values is not null) db.Add(values);
    }

    private static bool IsAudited(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && entry.Entity is not (INotAudited or AuditEntry or AuditValues or TimelineEntry { Kind: not (TimelineKind.Comment or TimelineKind.InternalNote) });

    private static AuditEntry Describe(AppDbContext db, EntityEntry entry)
    {
        var subject = entry.Entity is BusinessRecord record ? record.Kind : Conventions.SnakeCase(entry.Metadata.ClrType.Name);
        var key = string.Join(',', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p.Name).CurrentValue));   // what is saved has a key
        return New(db, ActionOf(entry), subject, key, (entry.Entity as BusinessRecord)?.Number);
    }

    private static AuditAction ActionOf(EntityEntry entry) => entry switch
    {
        { Entity: Role or Grant or RoleAssignment or GroupMember or Delegation } => AuditAction.PermissionChange,
        { State: EntityState.Added } => AuditAction.Create,
        { State: EntityState.Deleted } => AuditAction.Delete,
        { Entity: BusinessRecord { DeletedAt: not null } } when entry.Property(nameof(BusinessRecord.DeletedAt)).IsModified => AuditAction.Delete,
        _ => AuditAction.Change,
    };

    private static AuditEntry New(AppDbContext db, AuditAction action, string subject, string? subjectId, string? detail)
    {
        var now = db.Clock.GetUtcNow();
        var at = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        return new()
        {
            At = at,
            Action = action,
            ActorId = db.Actor.Id,
            ActorName = db.Actor.DisplayName,
            ActingForId = db.Actor.ActingFor?.Id,
            ActingForName = db.Actor.ActingFor?.Name,
            IpAddress = db.Actor.IpAddress,
            Correlation = db.Actor.Correlation,
            Subject = subject,
            SubjectId = subjectId,
            Detail = detail,
        };
    }

    private static AuditValues Values(Guid entryId, DateTimeOffset at, EntityEntry entry)
    {
        var properties = entry.Properties.Where(p => entry.State != EntityState.Modified || p.IsModified).ToList();
        return new()
        {
            EntryId = entryId,
            At = at,
            Before = entry.State == EntityState.Added ? null : Json(properties, p => p.OriginalValue),
            After = entry.State == EntityState.Deleted ? null : Json(properties, p => p.CurrentValue),
        };
    }

    private static string Json(List<PropertyEntry> properties, Func<PropertyEntry, object?> value) =>
        JsonSerializer.Serialize(
            properties.Where(p => value(p) is not null).ToDictionary(p => p.Metadata.Name, p => Redaction.Covers(p.Metadata) ? Redaction.Mark : value(p)),
            AppDbContext.EventJson);
}
