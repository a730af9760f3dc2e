using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Records.Recent;

/// <summary>A record somebody opened lately: offered again before he has typed a word.</summary>
public sealed class RecentRecord : INotAudited
{
    public required Guid UserId { get; init; }
    public required string Kind { get; init; }
    public required Guid RecordId { get; init; }
    public DateTimeOffset SeenAt { get; set; }
}

internal sealed class RecentRecordMapping : IEntityTypeConfiguration<RecentRecord>
{
    public void Configure(EntityTypeBuilder<RecentRecord> builder)
    {
        builder.ToTable("recent_records").HasKey(r => new { r.UserId, r.Kind, r.RecordId });
        builder.Property(r => r.Kind).HasMaxLength(40);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.UserId, r.SeenAt }, "ix_recent_records_user_seen");
    }
}
