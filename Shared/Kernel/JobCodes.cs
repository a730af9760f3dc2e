namespace OpsFlux.Shared.Kernel;

/// <summary>Permission codes of scheduled jobs.</summary>
public static class JobPermissions
{
    public const string View = "jobs.view.job";

    /// <summary>To run now, pause, resume and change the schedule.</summary>
    public const string Manage = "jobs.manage.job";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class JobRefusals
{
    /// <summary>It is already about to run, or running.</summary>
    public const string AlreadyAsked = "jobs.already-asked";
}

/// <summary>Chooses when a job runs.</summary>
public sealed class ChangeJobScheduleRequest
{
    /// <summary>The job's code, such as tickets.close-resolved.</summary>
    public string Code { get; set; } = "";

    /// <summary>A cron expression with seconds, in the organisation's zone; null goes back to the default.</summary>
    [OptionalText(JobLimits.CronMax)]
    public string? Cron { get; set; }
}

public static class JobLimits
{
    public const int CronMax = 120;
}
