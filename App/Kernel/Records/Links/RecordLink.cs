using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsFlux.Kernel.Records.Links;

/// <summary>What one record is to another, read from the first to the second. The other way has a wording of its own.</summary>
public enum LinkType
{
    DuplicateOf,
    CausedBy,
    Blocks,

    /// <summary>The same both ways: kept once.</summary>
    RelatesTo,

    /// <summary>From the child to its parent: one parent, no circle.</summary>
    ChildOf,

    /// <summary>Made by splitting, never by hand.</summary>
    SplitFrom,

    /// <summary>Carries on another one that is over.</summary>
    FollowUpOf,

    /// <summary>Made of a record of another module, such as an intervention of a ticket; never by hand.</summary>
    MadeFrom,
}

/// <summary>A link between two records of any kinds.</summary>
public sealed class RecordLink
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required LinkType Type { get; init; }

    // Both ends may move: merging re-homes links.
    public required string FromKind { get; set; }
    public required Guid FromId { get; set; }
    public required string ToKind { get; set; }
    public required Guid ToId { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid? CreatedBy { get; init; }

    public RecordRef From => new(FromKind, FromId);

    public RecordRef To => new(ToKind, ToId);
}

internal sealed class LinkMapping : IEntityTypeConfiguration<RecordLink>
{
    public void Configure(EntityTypeBuilder<RecordLink> builder)
    {
        builder.ToTable("links", t => t.HasCheckConstraint("ck_links_two_ends", "from_id <> to_id"));
        builder.Property(l => l.FromKind).HasMaxLength(40);
        builder.Property(l => l.ToKind).HasMaxLength(40);
        builder.Ignore(l => l.From).Ignore(l => l.To);
        builder.HasIndex(l => new { l.FromId, l.ToId, l.Type }, "ix_links_ends").IsUnique();   // the record's page, from this end
        builder.HasIndex(l => l.ToId, "ix_links_to");                                          // and from the other; children of a parent
        builder.HasIndex(l => l.FromId, "ix_links_parent").IsUnique().HasFilter("type = 'ChildOf'");   // one parent
    }
}
