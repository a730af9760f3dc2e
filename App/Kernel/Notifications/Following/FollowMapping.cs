using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Notifications.Following;

internal sealed class FollowMapping : IEntityTypeConfiguration<Follow>, IEntityTypeConfiguration<ViewHit>
{
    public void Configure(EntityTypeBuilder<Follow> builder)
    {
        builder.ToTable("follows", t => t.HasCheckConstraint("ck_follows_target", "num_nonnulls(site_id, view_id) = 1"));
        builder.HasOne<User>().WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Site>().WithMany().HasForeignKey(f => f.SiteId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SavedView>().WithMany().HasForeignKey(f => f.ViewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => new { f.UserId, f.SiteId, f.ViewId }, "ix_follows_user").IsUnique().AreNullsDistinct(false);   // one's own, each once
        builder.HasIndex(f => f.SiteId, "ix_follows_site").HasFilter("site_id is not null");   // who is told of a site
        builder.HasIndex(f => f.ViewId, "ix_follows_view").HasFilter("view_id is not null");   // who is told of a view
    }

    public void Configure(EntityTypeBuilder<ViewHit> builder)
    {
        builder.ToTable("view_hits").HasKey(h => new { h.FollowId, h.RecordId });
        builder.HasOne<Follow>().WithMany().HasForeignKey(h => h.FollowId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(h => new { h.FollowId, h.SeenAt }, "ix_view_hits_told").HasFilter("is_told");   // how many somebody was told of a moment ago
        builder.HasIndex(h => h.SeenAt, "ix_view_hits_seen");   // forgetting
    }
}
