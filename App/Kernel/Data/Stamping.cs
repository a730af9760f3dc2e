using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Data;

/// <summary>Who and when on every record; a person's edit raises the version, the system's does not.</summary>
internal static class Stamping
{
    public static void Apply(AppDbContext db, IEnumerable<EntityEntry<BusinessRecord>> records)
    {
        var now = db.Clock.GetUtcNow();
        foreach (var entry in records)
        {
            if (entry.State == EntityState.Added) Create(entry.Entity, db.Actor.Id, now);
            if (entry.State != EntityState.Modified) continue;
            var beside = IsBeside(entry);
            (entry.Entity.UpdatedAt, entry.Entity.UpdatedBy) = (now, db.Actor.Id);
            if (db.Actor.IsPerson && !beside) entry.Entity.Version = entry.Property(r => r.Version).OriginalValue + 1;
        }
    }

    private static bool IsBeside(EntityEntry<BusinessRecord> entry) =>
        entry.Properties.Where(p => p.IsModified).All(p => p.Metadata.PropertyInfo?.IsDefined(typeof(BesideAttribute), inherit: false) == true);

    private static void Create(BusinessRecord record, Guid actor, DateTimeOffset now)
    {
        // An import gives the original instants; they stand.
        if (record.CreatedAt == default) record.CreatedAt = now;
        if (record.UpdatedAt == default) record.UpdatedAt = record.CreatedAt;
        record.CreatedBy ??= actor;
        record.UpdatedBy ??= record.CreatedBy;
        if (record.Version == 0) record.Version = 1;
    }
}
