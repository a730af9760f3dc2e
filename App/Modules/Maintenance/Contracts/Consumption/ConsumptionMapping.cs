using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

internal sealed class ConsumptionMapping : IEntityTypeConfiguration<ConsumptionLine>, IEntityTypeConfiguration<ContractPot>, IEntityTypeConfiguration<ContractAlert>
{
    /// <summary>Points may be fractions of a hundredth, weighted minutes too.</summary>
    private const int Precision = 14, Scale = 4;

    public void Configure(EntityTypeBuilder<ConsumptionLine> builder)
    {
        builder.ToTable("consumption_lines", t => t.HasCheckConstraint("ck_consumption_lines_bearing", "(bearing = 'Pot') = (pot_id is not null)"));
        builder.Property(l => l.Units).HasPrecision(Precision, Scale);
        builder.Property(l => l.Detail).HasColumnType("jsonb");
        builder.Property(l => l.Reason).HasMaxLength(ContractLimits.ReasonMax);
        builder.HasOne<Contract>().WithMany().HasForeignKey(l => l.ContractId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(l => l.InterventionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ConsumptionLine>().WithMany().HasForeignKey(l => l.ReversesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ContractScaleVersion>().WithMany().HasForeignKey(l => l.ScaleVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.ContractId, l.BookedOn, l.Id }, "ix_consumption_lines_contract");   // statements, and the balance
        builder.HasIndex(l => l.InterventionId, "ix_consumption_lines_intervention");
        builder.HasIndex(l => new { l.ContractId, l.On }, "ix_consumption_lines_travel").HasFilter("kind = 'Travel'");   // one visit
        builder.HasIndex(l => l.ReversesId, "ix_consumption_lines_reverses").IsUnique();   // taken back once, whoever is first
        builder.HasIndex(l => l.PersonId, "ix_consumption_lines_person");
    }

    public void Configure(EntityTypeBuilder<ContractPot> builder)
    {
        builder.ToTable("contract_pots", t => t.HasCheckConstraint("ck_contract_pots_granted", "granted > 0"));
        builder.Property(p => p.Granted).HasPrecision(Precision, Scale);
        builder.Property(p => p.Note).HasMaxLength(ContractLimits.NoteMax);
        builder.HasOne<Contract>().WithMany().HasForeignKey(p => p.ContractId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.ContractId, "ix_contract_pots_contract");
    }

    public void Configure(EntityTypeBuilder<ContractAlert> builder)
    {
        builder.ToTable("contract_alerts").HasKey(a => new { a.ContractId, a.Topic, a.Term, a.Step });
        builder.Property(a => a.Topic).HasMaxLength(20);
        builder.HasOne<Contract>().WithMany().HasForeignKey(a => a.ContractId).OnDelete(DeleteBehavior.Cascade);
    }
}
