using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Merging;

/// <summary>That one ticket was merged into another, and what undoing it has to restore.</summary>
public sealed class TicketMerge
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SourceId { get; init; }
    public required Guid TargetId { get; init; }
    public required DateTimeOffset MergedAt { get; init; }
    public required TicketState StateBefore { get; init; }
    public string? WaitingReasonBefore { get; init; }

    /// <summary>Null while it stands.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>Which rows of one part (watchers, tags, links …) a merge moved; see <c>IMergeable</c>.</summary>
public sealed class MergedPart
{
    public required Guid MergeId { get; init; }
    public required string Code { get; init; }
    public required List<Guid> Moved { get; init; }
}

internal sealed class MergeMapping : IEntityTypeConfiguration<TicketMerge>, IEntityTypeConfiguration<MergedPart>
{
    public void Configure(EntityTypeBuilder<TicketMerge> builder)
    {
        builder.ToTable("merges");
        builder.Property(m => m.WaitingReasonBefore).HasMaxLength(40);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(m => m.SourceId);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TargetId);
        builder.HasIndex(m => m.SourceId, "ix_merges_source").IsUnique().HasFilter("undone_at is null");   // into one ticket at a time
        builder.HasIndex(m => m.TargetId, "ix_merges_target");                                             // what the target's page shows
    }

    public void Configure(EntityTypeBuilder<MergedPart> builder)
    {
        builder.ToTable("merged_parts").HasKey(p => new { p.MergeId, p.Code });
        builder.Property(p => p.Code).HasMaxLength(40);
        builder.HasOne<TicketMerge>().WithMany().HasForeignKey(p => p.MergeId);
    }
}
