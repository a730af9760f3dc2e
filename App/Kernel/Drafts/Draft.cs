using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Drafts;

/// <summary>What somebody has typed and not sent yet: survives a lost connection, a closed tab and a restarted server.</summary>
public sealed class Draft : INotAudited
{
    public required Guid UserId { get; init; }

    /// <summary>The form, such as "ticket:new" or "reply:{id}"; with a <see cref="DraftStore.Aside"/> suffix, another text of the same form.</summary>
    public required string Key { get; init; }
    public required string Body { get; set; }

    /// <summary>Changes with each save; a tab saves on the one it knows. Never given twice, so a draft discarded and begun anew is another.</summary>
    public Guid Revision { get; set; }

    /// <summary>The text that this one replaces, as it stood when typing began: what a merge compares with. Null for what replaces nothing.</summary>
    public string? Basis { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("drafts").HasKey(d => new { d.UserId, d.Key });
        builder.Property(d => d.Key).HasMaxLength(160);
        builder.HasIndex(d => d.UpdatedAt, "ix_drafts_updated");   // purging
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.UserId);
    }
}
