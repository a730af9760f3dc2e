using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Records.Watching;

/// <summary>
/// Somebody who wants to hear of a record. Watching opens nothing: whoever may not see the record any more is told
/// nothing, and hears again should he see it again.
/// </summary>
public sealed class Watcher
{
    public required string RecordKind { get; init; }
    public required Guid RecordId { get; init; }
    public required Guid UserId { get; init; }
    public DateTimeOffset Since { get; init; }
}

internal sealed class WatcherMapping : IEntityTypeConfiguration<Watcher>
{
    public void Configure(EntityTypeBuilder<Watcher> builder)
    {
        builder.ToTable("watchers").HasKey(w => new { w.RecordId, w.UserId });   // who is told of a record
        builder.Property(w => w.RecordKind).HasMaxLength(40);
        builder.HasOne<User>().WithMany().HasForeignKey(w => w.UserId);
        builder.HasIndex(w => new { w.UserId, w.RecordId }, "ix_watchers_user");   // the view 'watched'
    }
}
