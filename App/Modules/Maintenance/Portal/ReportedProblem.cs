using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>What a client said when he reported a problem, beside the ticket that he made by it.</summary>
public sealed class ReportedProblem
{
    /// <summary>Of the module of tickets: no foreign key.</summary>
    public Guid TicketId { get; init; }

    /// <summary>The equipment does not work until it is mended.</summary>
    public bool StandsStill { get; init; }
    public DateTimeOffset ReportedAt { get; init; }
}

internal sealed class ReportedProblemMapping : IEntityTypeConfiguration<ReportedProblem>
{
    public void Configure(EntityTypeBuilder<ReportedProblem> builder)
    {
        builder.ToTable("reported_problems");
        builder.HasKey(p => p.TicketId);
    }
}
