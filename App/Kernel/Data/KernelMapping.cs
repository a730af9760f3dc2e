using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Data;

/// <summary>Tables of the kernel. Names and schema come from <see cref="Conventions"/>; indexes say which page they serve.</summary>
internal sealed class KernelMapping :
    IEntityTypeConfiguration<User>, IEntityTypeConfiguration<Group>, IEntityTypeConfiguration<GroupMember>,
    IEntityTypeConfiguration<Structure>, IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<OrganisationSettings>,
    IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<Grant>, IEntityTypeConfiguration<RoleAssignment>, IEntityTypeConfiguration<KnownPermission>,
    IEntityTypeConfiguration<NumberCounter>, IEntityTypeConfiguration<DataProtectionKey>
{
    private const int NameLength = 200;

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(u => u.DisplayName).HasMaxLength(NameLength);
        builder.Property(u => u.Language).HasMaxLength(5);
        builder.Property(u => u.ZoneId).HasMaxLength(60);
        builder.Property(u => u.Theme).HasMaxLength(10);
        builder.Property(u => u.ExternalId).HasMaxLength(100);
        builder.Property(u => u.TotpSecret).HasMaxLength(400);
        builder.HasIndex(u => u.SmsFactorAt, "ix_users_sms_factor").HasFilter("sms_factor_at is not null");   // how many, for the page of the gateway
        builder.Property(u => u.DirectoryName).HasMaxLength(500);
        builder.HasIndex(u => u.DirectoryName, "ix_users_directory").IsUnique();   // signing in by the directory
        builder.Property(u => u.DirectoryId).HasMaxLength(100);
        builder.HasIndex(u => u.DirectoryId, "ix_users_directory_id").IsUnique();   // whoever was renamed there is found again
        builder.Ignore(u => u.Initials);
        builder.HasOne<Structure>().WithMany().HasForeignKey(u => u.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => u.StructureId, "ix_users_structure");
        builder.HasIndex(u => u.ExternalId, "ix_users_external").IsUnique();   // imports reconcile people by it
        builder.HasIndex(u => u.NormalizedEmail).IsUnique();       // e-mail signs in too
    }

    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.ToTable("groups");
        builder.Property(g => g.Name).HasMaxLength(NameLength);
        builder.Property(g => g.ExternalId).HasMaxLength(100);
        builder.Property(g => g.IsActive).HasDefaultValue(true).HasSentinel(true);
        builder.Property(g => g.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Structure>().WithMany().HasForeignKey(g => g.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => g.ExternalId, "ix_groups_external").IsUnique();
    }

    public void Configure(EntityTypeBuilder<GroupMember> builder)
    {
        builder.ToTable("group_members").HasKey(m => new { m.GroupId, m.UserId });
        builder.HasOne<Group>().WithMany().HasForeignKey(m => m.GroupId);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
        builder.HasIndex(m => m.UserId, "ix_group_members_user");
    }

    public void Configure(EntityTypeBuilder<Structure> builder)
    {
        builder.ToTable("structures");
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.Property(s => s.Name).HasMaxLength(NameLength);
        builder.HasOne<Structure>().WithMany().HasForeignKey(s => s.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Code, "ix_structures_code").IsUnique();
    }

    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("sites");
        builder.Property(s => s.Name).HasMaxLength(NameLength);
        builder.Property(s => s.ExternalId).HasMaxLength(100);
        builder.Property(s => s.Address).HasMaxLength(500);
        builder.Property(s => s.IsActive).HasDefaultValue(true).HasSentinel(true);
        builder.Property(s => s.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Structure>().WithMany().HasForeignKey(s => s.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.StructureId, s.Name }, "ix_sites_structure_name").IsUnique();
    }

    public void Configure(EntityTypeBuilder<OrganisationSettings> builder)
    {
        builder.ToTable("organisation");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Name).HasMaxLength(NameLength);
        builder.Property(o => o.ZoneId).HasMaxLength(60);
        builder.Property(o => o.Language).HasMaxLength(5);
        builder.Property(o => o.Accent).HasMaxLength(7);
        builder.Property(o => o.LogoType).HasMaxLength(40);
        builder.Property(o => o.Version).IsConcurrencyToken().HasDefaultValue(1L);
    }

    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.Property(r => r.Code).HasMaxLength(60);
        builder.Property(r => r.Name).HasMaxLength(NameLength);
        builder.Property(r => r.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasIndex(r => r.Code, "ix_roles_code").IsUnique();
    }

    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("grants", t => t.HasCheckConstraint("ck_grants_holder", "(role_id is null) <> (user_id is null)"));
        builder.Property(g => g.Permission).HasMaxLength(100);
        builder.HasOne<Role>().WithMany().HasForeignKey(g => g.RoleId);
        builder.HasOne<User>().WithMany().HasForeignKey(g => g.UserId);
        builder.HasIndex(g => new { g.RoleId, g.Permission }, "ix_grants_role_permission");
        builder.HasIndex(g => g.UserId, "ix_grants_user");
    }

    public void Configure(EntityTypeBuilder<RoleAssignment> builder)
    {
        builder.ToTable("role_assignments", t => t.HasCheckConstraint("ck_role_assignments_holder", "(user_id is null) <> (group_id is null)"));
        builder.HasOne<Role>().WithMany().HasForeignKey(a => a.RoleId);
        builder.HasOne<User>().WithMany().HasForeignKey(a => a.UserId);
        builder.HasOne<Group>().WithMany().HasForeignKey(a => a.GroupId);
        builder.HasOne<Structure>().WithMany().HasForeignKey(a => a.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(a => a.WithSubStructures).HasDefaultValue(true).HasSentinel(true);   // assignments from before the column
        builder.HasIndex(a => a.UserId, "ix_role_assignments_user");
        builder.HasIndex(a => a.GroupId, "ix_role_assignments_group");
    }

    public void Configure(EntityTypeBuilder<KnownPermission> builder)
    {
        builder.ToTable("known_permissions").HasKey(p => p.Code);
        builder.Property(p => p.Code).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.ToTable("number_counters").HasKey(c => new { c.Kind, c.Year });
        builder.Property(c => c.Kind).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("data_protection_keys").HasKey(k => k.FriendlyName);
        builder.Property(k => k.FriendlyName).HasMaxLength(NameLength);
    }
}

/// <summary>Tables of what hangs on records and of what leaves by the outbox.</summary>
internal sealed class RecordsMapping :
    IEntityTypeConfiguration<TimelineEntry>,
    IEntityTypeConfiguration<EventRow>, IEntityTypeConfiguration<EventDelivery>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.ToTable("timeline");
        builder.Property(e => e.RecordKind).HasMaxLength(40);
        builder.Property(e => e.ActorName).HasMaxLength(200);
        builder.Property(e => e.Field).HasMaxLength(60);
        builder.Property(e => e.OldValue).HasColumnType("text");   // of an edited description: whole, or it would be lost
        builder.Property(e => e.NewValue).HasColumnType("text");
        builder.Property(e => e.Reason).HasMaxLength(500);
        builder.HasIndex(e => new { e.RecordId, e.At }, "ix_timeline_record_at");   // the record's page
    }

    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTable("events");
        builder.Property(e => e.Name).HasMaxLength(100);
        builder.Property(e => e.ActorName).HasMaxLength(200);
        builder.Property(e => e.Correlation).HasMaxLength(60);
        builder.Property(e => e.RecordKind).HasMaxLength(40);
        builder.Property(e => e.Data).HasColumnType("jsonb");
        builder.Property(e => e.TransactionId).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()").ValueGeneratedOnAdd();
        builder.HasIndex(e => e.TransactionId, "ix_events_transaction");   // catching up after an interruption
        builder.HasIndex(e => e.At, "ix_events_at");   // purging
    }

    public void Configure(EntityTypeBuilder<EventDelivery> builder)
    {
        builder.ToTable("event_deliveries").HasKey(d => new { d.EventId, d.Handler });
        builder.Property(d => d.Handler).HasMaxLength(100);
        builder.Property(d => d.Error).HasColumnType("text");
        builder.HasOne<EventRow>().WithMany().HasForeignKey(d => d.EventId);
        // The dispatcher reads what is due; done deliveries cost it nothing.
        builder.HasIndex(d => d.NextAttemptAt, "ix_event_deliveries_due").HasFilter("state = 'Pending'");
    }
}
