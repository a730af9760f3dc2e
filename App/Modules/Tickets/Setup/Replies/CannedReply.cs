using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Replies;

/// <summary>
/// A text that agents send again and again. Belongs to everybody, to one structure and those below it, to one team, or to
/// one person: at most one of the three ids is set.
/// </summary>
public sealed class CannedReply : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Title { get; set; }

    /// <summary>Markdown with placeholders (see <see cref="ReplyPlaceholders"/>).</summary>
    public required string Body { get; set; }

    /// <summary>"fr", "en", or null for requesters of any language.</summary>
    public string? Language { get; set; }

    /// <summary>Offered on tickets of this category and below; null: of any.</summary>
    public Guid? CategoryId { get; set; }
    public Guid? StructureId { get; set; }
    public Guid? GroupId { get; set; }
    public Guid? OwnerId { get; init; }

    /// <summary>How often it was inserted. The system counts: no edit conflicts with it.</summary>
    public int UseCount { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class CannedReplyMapping : IEntityTypeConfiguration<CannedReply>
{
    public void Configure(EntityTypeBuilder<CannedReply> builder)
    {
        builder.ToTable("canned_replies", t => t.HasCheckConstraint("ck_canned_replies_audience", "num_nonnulls(structure_id, group_id, owner_id) <= 1"));
        builder.Property(r => r.Title).HasMaxLength(ReplyLimits.TitleMax);
        builder.Property(r => r.Body).HasColumnType("text");
        builder.Property(r => r.Language).HasMaxLength(2);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasOne<Category>().WithMany().HasForeignKey(r => r.CategoryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Structure>().WithMany().HasForeignKey(r => r.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(r => r.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.OwnerId, r.UseCount }, "ix_canned_replies_owner_use").IsDescending(false, true);   // one's own; and shared ones, which have no owner
    }
}
