using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Notifications.Push.Encryption;

namespace OpsFlux.Kernel.Notifications.Push;

internal sealed class PushMapping : IEntityTypeConfiguration<PushSubscription>, IEntityTypeConfiguration<PushKeyPair>
{
    public void Configure(EntityTypeBuilder<PushSubscription> builder)
    {
        builder.ToTable("push_subscriptions");
        builder.Property(p => p.Endpoint).HasMaxLength(PushSubscription.LongestEndpoint);
        builder.Property(p => p.PublicKey).HasMaxLength(PointP256.Length);
        builder.Property(p => p.UserAgent).HasMaxLength(SignInRecord.LongestAgent);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        builder.HasOne<Session>().WithMany().HasForeignKey(p => p.SessionId);   // what is cleaned away takes its devices along
        builder.HasIndex(p => p.Endpoint, "ix_push_subscriptions_endpoint").IsUnique();
        builder.HasIndex(p => p.UserId, "ix_push_subscriptions_user");   // one's own devices, and whom to send to
        builder.HasIndex(p => p.SessionId, "ix_push_subscriptions_session");   // ending sessions
    }

    public void Configure(EntityTypeBuilder<PushKeyPair> builder)
    {
        builder.ToTable("push_keys");
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.PublicKey).HasMaxLength(PointP256.Length);
    }
}
