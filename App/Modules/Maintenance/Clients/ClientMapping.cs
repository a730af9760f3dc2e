using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Modules.Maintenance.Clients;

internal sealed class ClientMapping : IEntityTypeConfiguration<Client>, IEntityTypeConfiguration<ClientContact>
{
    public void Configure(EntityTypeBuilder<Client> builder)
    {
        builder.ToTable("clients");
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Sector).HasMaxLength(100);
        builder.Property(c => c.Address).HasMaxLength(400);
        builder.Property(c => c.City).HasMaxLength(100);
        builder.Property(c => c.Phone).HasMaxLength(20);
        builder.Property(c => c.Language).HasMaxLength(5).HasDefaultValue("fr");
        builder.HasOne<Structure>().WithMany().HasForeignKey(c => c.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.StructureId, "ix_clients_structure").IsUnique();   // deleted ones too: a deleted profile is brought back, not made again
        builder.HasIndex(c => new { c.Name, c.Id }, "ix_clients_name");
        builder.HasIndex(c => new { c.Status, c.Name, c.Id }, "ix_clients_status_name");
    }

    public void Configure(EntityTypeBuilder<ClientContact> builder)
    {
        builder.ToTable("client_contacts");
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Role).HasMaxLength(100);
        builder.Property(c => c.Email).HasMaxLength(254);
        builder.Property(c => c.Phone).HasMaxLength(20);
        builder.Property(c => c.ReceivesReports).HasDefaultValue(true).HasSentinel(true);   // contacts that were there before
        builder.Property(c => c.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Client>().WithMany().HasForeignKey(c => c.ClientId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(c => new { c.ClientId, c.Name }, "ix_client_contacts_client");
        builder.HasIndex(c => c.ClientId, "ix_client_contacts_main").IsUnique().HasFilter("is_main");
    }
}
