using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Requests;

/// <summary>A ticket that became an intervention. While it lasts, the ticket goes on with the intervention and ends with it.</summary>
public sealed class TicketWork
{
    public Guid InterventionId { get; init; }

    /// <summary>Of the module of tickets: no foreign key.</summary>
    public required Guid TicketId { get; init; }
    public required Guid TurnedBy { get; init; }
    public DateTimeOffset TurnedAt { get; init; }

    /// <summary>The intervention is over and the ticket was told: should it come back to life, it can become another one.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class TicketWorkMapping : IEntityTypeConfiguration<TicketWork>
{
    public void Configure(EntityTypeBuilder<TicketWork> builder)
    {
        builder.ToTable("ticket_works");
        builder.HasKey(w => w.InterventionId);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(w => w.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(w => w.TurnedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => w.TicketId, "ix_ticket_works_ticket");   // the ticket's page
        builder.HasIndex(w => w.TicketId, "ix_ticket_works_going_on").IsUnique().HasFilter("ended_at is null");   // one at a time
    }
}
