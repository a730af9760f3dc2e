using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Rating;

/// <summary>What the client thinks of the work: one for each intervention, by whoever of his people gave it first.</summary>
public sealed class InterventionRating : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }

    /// <summary>1 (poor) to 5.</summary>
    public required int Score { get; set; }
    public string? Comment { get; set; }
    public required Guid RatedBy { get; init; }
    public required DateTimeOffset RatedAt { get; init; }
    public DateTimeOffset? ChangedAt { get; set; }
    public long Version { get; set; } = 1;

    /// <summary>Until when whoever gave it may change it.</summary>
    public DateTimeOffset ChangesUntil => RatedAt.AddDays(ReportingLimits.RatingDays);
}

internal sealed class RatingMapping : IEntityTypeConfiguration<InterventionRating>
{
    public void Configure(EntityTypeBuilder<InterventionRating> builder)
    {
        builder.ToTable("intervention_ratings", t => t.HasCheckConstraint("ck_intervention_ratings_score", "score between 1 and 5"));
        builder.Property(r => r.Comment).HasMaxLength(ReportingLimits.CommentMax);
        builder.Property(r => r.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.Ignore(r => r.ChangesUntil);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(r => r.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.RatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.InterventionId, "ix_intervention_ratings_intervention").IsUnique();
    }
}
