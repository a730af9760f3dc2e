using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.TimeSpent;

/// <summary>Working time that somebody spent on a ticket.</summary>
public sealed class TimeEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TicketId { get; set; }
    public required Guid PersonId { get; init; }

    /// <summary>The day of the work, which may be before the day of writing.</summary>
    public DateOnly WorkedOn { get; set; }
    public int Minutes { get; set; }
    public string? What { get; set; }
    public bool IsBillable { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class TimeEntryMapping : IEntityTypeConfiguration<TimeEntry>
{
    public void Configure(EntityTypeBuilder<TimeEntry> builder)
    {
        builder.ToTable("time_entries", t => t.HasCheckConstraint("ck_time_entries_minutes", $"minutes between {TimeLimits.Least} and {TimeLimits.Most}"));
        builder.Property(e => e.What).HasMaxLength(TimeLimits.WhatMax);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(e => e.TicketId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.TicketId, e.WorkedOn }, "ix_time_entries_ticket");   // the ticket's page; the sum in exports
        builder.HasIndex(e => new { e.PersonId, e.WorkedOn }, "ix_time_entries_person");
    }
}
