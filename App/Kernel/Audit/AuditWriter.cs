using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Audit;

/// <summary>Adds an audit row, with the values before and after, for every created, changed or deleted thing of this save.</summary>
internal static class AuditWriter
{
    /// <summary>Secrets and noise: their change is recorded, their value never.</summary>
    private static readonly HashSet<string> Redacted = ["PasswordHash", "SecurityStamp", "ConcurrencyStamp"];

    public static void Add(AppDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(IsAudited).ToList())
        {
            var audit = Describe(db, entry);
            db.Add(audit);
            db.Add(Values(audit.Id, entry));
        }
    }

    /// <summary>An act that changes no row: signing in, exporting.</summary>
    public static void Add(AppDbContext db, AuditAction action, string subject, string? subjectId, string? detail) =>
        db.Add(New(db, action, subject, subjectId, detail));

    private static bool IsAudited(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && entry.Entity is not (INotAudited or AuditEntry or AuditValues or TimelineEntry { Kind: not (TimelineKind.Comment or TimelineKind.InternalNote) });

    private static AuditEntry Describe(AppDbContext db, EntityEntry entry)
    {
        var action = entry.State switch
        {
            EntityState.Added => AuditAction.Create,
            EntityState.Deleted => AuditAction.Delete,
            _ when entry.Entity is BusinessRecord { DeletedAt: not null } && entry.Property(nameof(BusinessRecord.DeletedAt)).IsModified => AuditAction.Delete,
            _ => AuditAction.Change,
        };
        var subject = entry.Entity is BusinessRecord record ? record.Kind : Conventions.SnakeCase(entry.Metadata.ClrType.Name);
        var key = string.Join(',', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p.Name).CurrentValue));
        return New(db, action, subject, key, (entry.Entity as BusinessRecord)?.Number);
    }

    private static AuditEntry New(AppDbContext db, AuditAction action, string subject, string? subjectId, string? detail) => new()
    {
        At = db.Clock.GetUtcNow(),
        Action = action,
        ActorId = db.Actor.Id,
        ActorName = db.Actor.DisplayName,
        IpAddress = db.Actor.IpAddress,
        Correlation = db.Actor.Correlation,
        Subject = subject,
        SubjectId = subjectId,
        Detail = detail,
    };

    private static AuditValues Values(Guid entryId, EntityEntry entry)
    {
        var properties = entry.Properties.Where(p => entry.State != EntityState.Modified || p.IsModified).ToList();
        return new()
        {
            EntryId = entryId,
            Before = entry.State == EntityState.Added ? null : Json(properties, p => p.OriginalValue),
            After = entry.State == EntityState.Deleted ? null : Json(properties, p => p.CurrentValue),
        };
    }

    private static string Json(List<PropertyEntry> properties, Func<PropertyEntry, object?> value) =>
        JsonSerializer.Serialize(
            properties.Where(p => value(p) is not null).ToDictionary(p => p.Metadata.Name, p => Redacted.Contains(p.Metadata.Name) ? "•••" : value(p)),
            AppDbContext.EventJson);
}
