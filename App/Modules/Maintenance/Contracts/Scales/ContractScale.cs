using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Scales;

/// <summary>A scale that contracts are counted by. What counts on a day is the version that is valid then; earlier ones stay for what was counted by them.</summary>
public sealed class ContractScale : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

/// <summary>One state of a scale, for ever: a line counted by it can be counted again and gives the same.</summary>
public sealed class ContractScaleVersion : IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ScaleId { get; init; }

    /// <summary>From 1; of two that are valid on one day the later one counts.</summary>
    public required int Number { get; init; }

    /// <summary>First day of work that is counted by it.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>A <see cref="Rates.RateScale"/>.</summary>
    public required string Definition { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }
}

internal sealed class ContractScaleMapping : IEntityTypeConfiguration<ContractScale>, IEntityTypeConfiguration<ContractScaleVersion>
{
    public void Configure(EntityTypeBuilder<ContractScale> builder)
    {
        builder.ToTable("contract_scales");
        builder.Property(s => s.Name).HasMaxLength(ContractLimits.ScaleNameMax);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => s.Name, "ix_contract_scales_name").IsUnique();
    }

    public void Configure(EntityTypeBuilder<ContractScaleVersion> builder)
    {
        builder.ToTable("contract_scale_versions");
        builder.Property(v => v.Definition).HasColumnType("jsonb");
        builder.HasOne<ContractScale>().WithMany().HasForeignKey(v => v.ScaleId);
        builder.HasIndex(v => new { v.ScaleId, v.Number }, "ix_contract_scale_versions_number").IsUnique();
    }
}
