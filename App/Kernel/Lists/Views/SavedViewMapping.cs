using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Lists.Views;

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>, IEntityTypeConfiguration<ListPreference>
{
    private const int CodeMax = 40, TabsMax = 4000;

    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views");
        builder.Property(v => v.List).HasMaxLength(CodeMax);
        builder.Property(v => v.Name).HasMaxLength(SavedView.NameMax);
        builder.Property(v => v.Address).HasMaxLength(SavedView.AddressMax);
        builder.Property(v => v.Columns).HasMaxLength(SavedView.ColumnsMax);
        builder.HasOne<User>().WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Group>().WithMany().HasForeignKey(v => v.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Structure>().WithMany().HasForeignKey(v => v.StructureId).OnDelete(DeleteBehavior.Cascade);
        // One's own tabs of a list; and those that others share, which are few.
        builder.HasIndex(v => new { v.OwnerId, v.List }, "ix_saved_views_owner_list");
        builder.HasIndex(v => new { v.List, v.Audience }, "ix_saved_views_list_shared").HasFilter("audience <> 'Owner'");
    }

    public void Configure(EntityTypeBuilder<ListPreference> builder)
    {
        builder.ToTable("list_preferences").HasKey(p => new { p.UserId, p.List });
        builder.Property(p => p.List).HasMaxLength(CodeMax);
        builder.Property(p => p.Columns).HasMaxLength(SavedView.ColumnsMax);
        builder.Property(p => p.Tabs).HasMaxLength(TabsMax);
        builder.Property(p => p.FirstTab).HasMaxLength(CodeMax);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
