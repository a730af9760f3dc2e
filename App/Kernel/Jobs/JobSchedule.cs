namespace OpsFlux.Kernel.Jobs;

/// <summary>
/// What an administrator chose for a job: the truth that every instance's scheduler follows. No row, or no
/// <see cref="Cron"/>, means the declared schedule, so that a newer default still reaches those who never changed it.
/// </summary>
public sealed class JobSchedule
{
    public required string Code { get; init; }

    /// <summary>Null: the default of the release that runs.</summary>
    public string? Cron { get; set; }

    /// <summary>False: paused. It may still be run by hand.</summary>
    public bool IsEnabled { get; set; } = true;
}
