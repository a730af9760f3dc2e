using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Search;

/// <summary>
/// A word that some record has, without accents and capitals: what a mistyped word is corrected to. Nobody is shown these
/// words; a correction only chooses what is searched, and what is found passes the same permissions as ever.
/// </summary>
public sealed class SearchWord : INotAudited
{
    public required string Word { get; init; }

    /// <summary>How often it was met: of two corrections as near, the commoner is meant. Approximate: a text read again counts again.</summary>
    public int Uses { get; set; }
}

/// <summary>How far the words of one source have been read.</summary>
public sealed class SearchProgress : INotAudited
{
    public required string Source { get; init; }

    /// <summary>Where the last reading ended, in the source's own terms.</summary>
    public required string Position { get; set; }
}

internal sealed class SearchMapping : IEntityTypeConfiguration<SearchWord>, IEntityTypeConfiguration<SearchProgress>
{
    public void Configure(EntityTypeBuilder<SearchWord> builder)
    {
        builder.ToTable("search_words").HasKey(w => w.Word);
        builder.Property(w => w.Word).HasMaxLength(WordReading.Longest);
        builder.HasIndex(w => w.Word, "ix_search_words_similar").HasMethod("gin").HasOperators("gin_trgm_ops");
    }

    public void Configure(EntityTypeBuilder<SearchProgress> builder)
    {
        builder.ToTable("search_progress").HasKey(p => p.Source);
        builder.Property(p => p.Source).HasMaxLength(40);
        builder.Property(p => p.Position).HasMaxLength(200);
    }
}
