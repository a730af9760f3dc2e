using Npgsql;
using Quartz;

namespace OpsFlux.Kernel.Jobs.Scheduling;

/// <summary>The scheduler of a serving instance: one of a cluster that shares its tables.</summary>
internal static class SchedulerServices
{
    private const string Name = "opsflux";

    /// <summary>Jobs that one instance runs at once; each has a database connection.</summary>
    private const int Slots = 4;

    /// <summary>Not part of the kernel's services: verbs and tests run jobs by hand.</summary>
    public static IServiceCollection AddJobScheduler(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = Name;
                options.InstanceId = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7().ToString("N")[^6..]}";
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always;   // a job ends between two batches, and another instance goes on
            });
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(Slots);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = s => s.GetRequiredService<NpgsqlDataSource>());
                store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)));
                store.ConfigureStore(options => (options.TablePrefix, options.StoreJobDataAsStrings, options.RecoverFiringsCancelledByShutdown) = ("kernel.qrtz_", true, true));
            });
        });
        services.AddSingleton<JobScheduler>();
        return services.AddHostedService(s => s.GetRequiredService<JobScheduler>());
    }
}
