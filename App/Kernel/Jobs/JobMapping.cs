using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Jobs;

/// <summary>Tables of jobs. The scheduler's own (<c>qrtz_*</c>) are made by the migration and known to nothing else.</summary>
internal sealed class JobMapping : IEntityTypeConfiguration<JobSchedule>, IEntityTypeConfiguration<JobRun>
{
    private const int CodeLength = 100;

    public void Configure(EntityTypeBuilder<JobSchedule> builder)
    {
        builder.ToTable("job_schedules").HasKey(s => s.Code);
        builder.Property(s => s.Code).HasMaxLength(CodeLength);
        builder.Property(s => s.Cron).HasMaxLength(JobLimits.CronMax);
    }

    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("job_runs");
        builder.Property(r => r.Code).HasMaxLength(CodeLength);
        builder.Property(r => r.Instance).HasMaxLength(200);
        builder.Property(r => r.RequestedBy).HasMaxLength(200);
        builder.Property(r => r.OutcomeText).HasMaxLength(100);
        builder.Property(r => r.Error).HasMaxLength(2000);
        builder.Property(r => r.Correlation).HasMaxLength(60);
        builder.HasIndex(r => new { r.Code, r.Id }, "ix_job_runs_code").IsDescending(false, true);                   // history, and what is kept of it
        builder.HasIndex(r => r.Code, "ix_job_runs_current").HasFilter("state in ('Waiting', 'Running')");   // what the scheduler has to start, what the page shows as running
        // A due time is served once, whatever fires twice.
        builder.HasIndex(r => new { r.Code, r.DueAt }, "ix_job_runs_due").IsUnique().HasFilter("cause <> 'Person' and state <> 'Interrupted'");
    }
}
