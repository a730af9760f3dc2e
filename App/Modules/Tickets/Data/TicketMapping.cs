using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>The ticket's table. Every list index ends with the id, the last key of every order.</summary>
internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    /// <summary>Shadow property of the full-text column: title and description, unaccented, stemmed in French and in English.</summary>
    public const string Search = "Search";

    /// <summary>How it comes from title and description.</summary>
    public static readonly string SearchSql = $"{Words("kernel.opsflux")} || {Words("kernel.opsflux_en")}";

    private const string Open = "closed_at is null and deleted_at is null";

    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("tickets", t => t.HasCheckConstraint("ck_tickets_score", "score between 1 and 5"));
        builder.Property(t => t.Title).HasMaxLength(TicketLimits.TitleMax);
        builder.Property(t => t.Description).HasColumnType("text");
        builder.Property(t => t.Solution).HasColumnType("text");
        builder.Property(t => t.WaitingReason).HasMaxLength(40);
        builder.Property(t => t.State).IsConcurrencyToken();   // the system closes without raising the version: whoever acts at that moment is told, and nothing is mixed
        builder.Property(t => t.Priority).HasConversion<short>();   // a number, because lists are sorted by it
        builder.Property(t => t.ScoreComment).HasMaxLength(TicketLimits.ReasonMax);
        builder.Property<NpgsqlTsVector>(Search).HasComputedColumnSql(SearchSql, stored: true);
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.RequesterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(t => t.GroupId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Category>().WithMany().HasForeignKey(t => t.CategoryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Kernel.Organisation.Structure>().WithMany().HasForeignKey(t => t.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Kernel.Organisation.Site>().WithMany().HasForeignKey(t => t.SiteId).OnDelete(DeleteBehavior.Restrict);
        Indexes(builder);
    }

    private static string Words(string configuration) =>
        $"setweight(to_tsvector('{configuration}', title), 'A') || setweight(to_tsvector('{configuration}', coalesce(description, '')), 'B')";

    private static void Indexes(EntityTypeBuilder<Ticket> builder)
    {
        // Everything, newest first: administrators' list and exports by month.
        builder.HasIndex(t => new { t.OpenedAt, t.Id }, "ix_tickets_opened");
        builder.HasIndex(t => new { t.OpenedAt, t.Id }, "ix_tickets_open_opened").HasFilter(Open);
        builder.HasIndex(t => new { t.UpdatedAt, t.Id }, "ix_tickets_updated");
        builder.HasIndex(t => new { t.UpdatedAt, t.Id }, "ix_tickets_open_updated").HasFilter(Open);   // the longest untouched: among all, closed ones come first
        builder.HasIndex(t => new { t.Priority, t.Id }, "ix_tickets_priority");
        builder.HasIndex(t => new { t.Priority, t.Id }, "ix_tickets_open_priority").HasFilter(Open);
        builder.HasIndex(t => new { t.Number, t.Id }, "ix_tickets_open_number").HasFilter(Open);   // among all, the lowest numbers are closed ones
        // Scope 'structure', with and without closed ones.
        builder.HasIndex(t => new { t.StructureId, t.OpenedAt, t.Id }, "ix_tickets_structure_opened");
        builder.HasIndex(t => new { t.StructureId, t.OpenedAt, t.Id }, "ix_tickets_open_structure_opened").HasFilter(Open);
        // Scope 'own': a requester's tickets, an assignee's.
        builder.HasIndex(t => new { t.RequesterId, t.OpenedAt, t.Id }, "ix_tickets_requester_opened");
        builder.HasIndex(t => new { t.AssigneeId, t.OpenedAt, t.Id }, "ix_tickets_assignee_opened");
        builder.HasIndex(t => new { t.AssigneeId, t.OpenedAt, t.Id }, "ix_tickets_open_assignee_opened").HasFilter(Open);   // 'mine', and load when assigning
        // Tabs 'my team' and 'unassigned', filter and board by state, filter by category.
        builder.HasIndex(t => new { t.GroupId, t.OpenedAt, t.Id }, "ix_tickets_open_group_opened").HasFilter(Open);
        builder.HasIndex(t => new { t.OpenedAt, t.Id }, "ix_tickets_unassigned_opened").HasFilter(Open + " and assignee_id is null");
        builder.HasIndex(t => new { t.State, t.OpenedAt, t.Id }, "ix_tickets_state_opened");
        // The board's columns as they are shown; who may see a card stands in it, so that passing over one without the tag reads no ticket.
        builder.HasIndex(t => new { t.State, t.Priority, t.Id }, "ix_tickets_board").HasFilter(Open).IncludeProperties(t => new { t.StructureId, t.RequesterId, t.AssigneeId });
        builder.HasIndex(t => new { t.CategoryId, t.OpenedAt, t.Id }, "ix_tickets_category_opened");
        builder.HasIndex(t => new { t.ResolvedAt, t.Id }, "ix_tickets_resolved").HasFilter("state = 'Resolved' and deleted_at is null");   // closing what nobody came back to
        builder.HasIndex(t => t.SiteId, "ix_tickets_site");
        builder.HasIndex(t => new { t.DeletedAt, t.Id }, "ix_tickets_deleted").HasFilter("deleted_at is not null");   // what can be brought back
        builder.HasIndex(Search).HasMethod("gin").HasDatabaseName("ix_tickets_search");
    }
}

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>, IEntityTypeConfiguration<WaitingReason>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.Path).HasMaxLength(400);
        builder.Property(c => c.Skill).HasMaxLength(60);
        builder.Property(c => c.ExternalId).HasMaxLength(100);
        builder.Property(c => c.DefaultImpact).HasDefaultValue(Impact.Low).HasSentinel((Impact)(-1));   // what a copy in bulk leaves out
        builder.Property(c => c.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Category>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(c => c.DefaultGroupId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Path, "ix_categories_path").IsUnique();
        builder.HasIndex(c => c.ExternalId, "ix_categories_external").IsUnique();
    }

    public void Configure(EntityTypeBuilder<WaitingReason> builder)
    {
        builder.ToTable("waiting_reasons").HasKey(r => r.Code);
        builder.Property(r => r.Code).HasMaxLength(40);
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.EnglishName).HasMaxLength(100);
        builder.Property(r => r.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasData(
            Reason("requester", 1, stopsResolution: true), Reason("supplier", 2, stopsResolution: false), Reason("parts", 3, stopsResolution: true),
            Reason("approval", 4, stopsResolution: true), Reason("access", 5, stopsResolution: true), Reason("problem", 6, stopsResolution: false),
            Reason("evidence", 7, stopsResolution: true));
    }

    private static WaitingReason Reason(string code, int order, bool stopsResolution) => new() { Code = code, Order = order, StopsResolution = stopsResolution };
}
