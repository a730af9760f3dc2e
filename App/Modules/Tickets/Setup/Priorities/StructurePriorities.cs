using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Priorities;

/// <summary>The matrix that one structure and those below it work by, or with no structure the whole organisation.</summary>
public sealed class StructurePriorities : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null: the whole organisation.</summary>
    public Guid? StructureId { get; init; }

    /// <summary>Nine numbers, in the order of <see cref="PriorityMatrix.Cells"/>.</summary>
    public required int[] Priorities { get; set; }
    public long Version { get; set; } = 1;

    public PriorityMatrix Matrix => PriorityMatrix.Of([.. Priorities.Select(p => (Priority)p)]) ?? PriorityMatrix.Usual;
}

internal sealed class StructurePrioritiesMapping : IEntityTypeConfiguration<StructurePriorities>
{
    public void Configure(EntityTypeBuilder<StructurePriorities> builder)
    {
        builder.ToTable("structure_priorities", t => t.HasCheckConstraint("ck_structure_priorities_size", "cardinality(priorities) = 9"));
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Ignore(p => p.Matrix);
        builder.HasOne<Structure>().WithMany().HasForeignKey(p => p.StructureId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => p.StructureId, "ix_structure_priorities_structure").IsUnique().AreNullsDistinct(false);
    }
}
