using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsFlux.Kernel.Records.Tags;

/// <summary>A free word for sorting records, one for the whole organisation whatever its capitals and accents.</summary>
public sealed class Tag
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>As whoever used it first typed it.</summary>
    public required string Name { get; init; }

    /// <summary>As it is compared: see <see cref="TagWords.Key"/>.</summary>
    public required string Key { get; init; }
}

/// <summary>A tag on a record.</summary>
public sealed class RecordTag
{
    public required Guid TagId { get; init; }
    public required string RecordKind { get; init; }
    public required Guid RecordId { get; init; }
}

internal sealed class TagMapping : IEntityTypeConfiguration<Tag>, IEntityTypeConfiguration<RecordTag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.ToTable("tags");
        builder.Property(t => t.Name).HasMaxLength(TagWords.Longest);
        builder.Property(t => t.Key).HasMaxLength(TagWords.Longest);
        builder.HasIndex(t => t.Key, "ix_tags_key").IsUnique();
    }

    public void Configure(EntityTypeBuilder<RecordTag> builder)
    {
        builder.ToTable("record_tags").HasKey(t => new { t.TagId, t.RecordId });   // the filter of lists
        builder.Property(t => t.RecordKind).HasMaxLength(40);
        builder.HasOne<Tag>().WithMany().HasForeignKey(t => t.TagId);
        builder.HasIndex(t => t.RecordId, "ix_record_tags_record");   // the record's page
    }
}
