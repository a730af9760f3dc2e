using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Records.Presence;

/// <summary>
/// One open page on one record, by a lease that its circuit renews. The table is unlogged: what a crash loses, the next
/// renewal writes again.
/// </summary>
public sealed class Viewer : INotAudited
{
    /// <summary>One a page, so that two tabs of one person come and go by themselves.</summary>
    public Guid Id { get; init; }
    public required Guid RecordId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>Whether this person sees what is internal: shown only to others who do.</summary>
    public bool SeesInternal { get; set; }
    public DateTimeOffset Until { get; set; }
    public DateTimeOffset? TypesUntil { get; set; }
}

internal sealed class ViewerMapping : IEntityTypeConfiguration<Viewer>
{
    public void Configure(EntityTypeBuilder<Viewer> builder)
    {
        builder.ToTable("viewers");
        builder.HasOne<User>().WithMany().HasForeignKey(v => v.UserId);
        builder.HasIndex(v => v.RecordId, "ix_viewers_record");   // who else is here
        builder.HasIndex(v => v.Until, "ix_viewers_until");       // leases that nobody renewed
    }
}
