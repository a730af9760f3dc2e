using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Drafts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Modules;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Jobs;

/// <summary>What jobs add to the kernel, and the kernel's own.</summary>
internal static class JobsModule
{
    public static ModuleBuilder AddJobs(this ModuleBuilder module) => module
        .Permission(JobPermissions.View, (BuiltInRoles.Auditor, Scope.All))
        .Permission(JobPermissions.Manage)
        .Admin("/admin/jobs", "Jobs.Title", "clock", JobPermissions.View, order: 60)
        .Services(services => services.AddSingleton<JobRunner>().AddScoped<JobJournal>().AddScoped<Scheduling.ScheduleSync>());

    /// <summary>What is kept for a while only. At night, one after another.</summary>
    public static ModuleBuilder AddHousekeeping(this ModuleBuilder module) => module
        .Setting(PurgeEvents.Days)
        .Job<PurgeEvents>("kernel.purge-events", "0 10 3 * * ?")
        .Setting(PurgeDrafts.Days)
        .Job<PurgeDrafts>("kernel.purge-drafts", "0 40 3 * * ?");
}
