using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Files;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Photos;

/// <summary>A file of an intervention that shows how something was found or left. Taking the file off takes the photo off.</summary>
public sealed class InterventionPhoto
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }
    public required Guid AttachmentId { get; init; }
    public required PhotoMoment Moment { get; init; }
    public required Guid AddedBy { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
}

internal sealed class PhotoMapping : IEntityTypeConfiguration<InterventionPhoto>
{
    public void Configure(EntityTypeBuilder<InterventionPhoto> builder)
    {
        builder.ToTable("intervention_photos");
        builder.HasOne<Intervention>().WithMany().HasForeignKey(p => p.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Attachment>().WithMany().HasForeignKey(p => p.AttachmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.AddedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.InterventionId, p.AddedAt }, "ix_intervention_photos_intervention");   // the strips, and the report
        builder.HasIndex(p => p.AttachmentId, "ix_intervention_photos_attachment").IsUnique();
    }
}
