using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Checklists;

/// <summary>One thing to do on one ticket.</summary>
public sealed class ChecklistItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TicketId { get; set; }
    public required string Text { get; init; }

    /// <summary>Rises down the list, with gaps where items were removed.</summary>
    public int Position { get; set; }

    /// <summary>Whether the ticket can be resolved only once this is done; its template says so.</summary>
    public bool IsRequired { get; init; }
    public DateTimeOffset? DoneAt { get; set; }
    public Guid? DoneBy { get; set; }
}

/// <summary>The items with which tickets of a category begin.</summary>
public sealed class ChecklistTemplate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required Guid CategoryId { get; set; }
    public List<string> Items { get; set; } = [];

    /// <summary>A ticket is resolved only once all its items are done.</summary>
    public bool IsRequired { get; set; }
}

internal sealed class ChecklistMapping : IEntityTypeConfiguration<ChecklistItem>, IEntityTypeConfiguration<ChecklistTemplate>
{
    public void Configure(EntityTypeBuilder<ChecklistItem> builder)
    {
        builder.ToTable("checklist_items");
        builder.Property(i => i.Text).HasMaxLength(ChecklistLimits.TextMax);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(i => i.TicketId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(i => i.DoneBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.TicketId, i.Position }, "ix_checklist_items_ticket");   // the ticket's page and its preview
    }

    public void Configure(EntityTypeBuilder<ChecklistTemplate> builder)
    {
        builder.ToTable("checklist_templates");
        builder.Property(t => t.Name).HasMaxLength(ChecklistLimits.NameMax);
        builder.HasOne<Category>().WithMany().HasForeignKey(t => t.CategoryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(t => t.CategoryId, "ix_checklist_templates_category");   // opening a ticket
    }
}
