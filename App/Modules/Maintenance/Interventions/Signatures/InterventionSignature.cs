using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Signatures;

/// <summary>Somebody's signature under the work. Never changed: another takes its place, as long as that is allowed.</summary>
public sealed class InterventionSignature
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InterventionId { get; init; }
    public required SignatureParty Party { get; init; }

    /// <summary>Of whoever signed, in letters.</summary>
    public required string Name { get; init; }

    /// <summary>As <see cref="Signatures.Strokes.Write"/> wrote them; null where the typed name stands for the signature.</summary>
    [Secret]
    public string? Strokes { get; init; }
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The account on which it was collected.</summary>
    public required Guid SignedBy { get; init; }
}

internal sealed class SignatureMapping : IEntityTypeConfiguration<InterventionSignature>
{
    /// <summary>Every point with two numbers of three digits and a blank each.</summary>
    private const int LongestStrokes = ReportingLimits.PointsMax * 8;

    public void Configure(EntityTypeBuilder<InterventionSignature> builder)
    {
        builder.ToTable("intervention_signatures");
        builder.Property(s => s.Name).HasMaxLength(ReportingLimits.NameMax);
        builder.Property(s => s.Strokes).HasMaxLength(LongestStrokes);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(s => s.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.SignedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.InterventionId, s.Party }, "ix_intervention_signatures_party").IsUnique();   // one each
    }
}
