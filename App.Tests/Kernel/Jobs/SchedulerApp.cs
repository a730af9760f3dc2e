using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Jobs.Scheduling;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Jobs;

/// <summary>Jobs that only tests have, whose default schedules the test chooses, and instances that serve them.</summary>
public sealed class SchedulerApp : TestApp
{
    public const string Steady = "probe.steady", Fragile = "probe.fragile", Slow = "probe.slow";

    /// <summary>Never due within a test.</summary>
    public const string Seldom = "0 0 0 1 1 ?";

    public const string EachSecond = "* * * * * ?";

    /// <summary>What ran, as it happened.</summary>
    public Channel<string> Ran { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Ends the slow job, which else runs until its instance stops.</summary>
    public TaskCompletionSource Enough { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often the fragile job finds the database gone before it fails by itself.</summary>
    public int Outages { get; set; }

    protected override IReadOnlyList<IModule> MoreModules => [new ProbeModule(this, Seldom)];

    /// <summary>A serving instance, as far as jobs go: listening, scheduling, with the system's clock.</summary>
    public async Task<Instance> StartAsync(string cron = Seldom)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddKernel(Connections, new ModuleCatalog([.. ModuleList.All, new ProbeModule(this, cron)]));
        services.AddAccounts();
        services.AddHostedService<SignalListener>();
        services.AddJobScheduler();
        var instance = new Instance(services.BuildServiceProvider(validateScopes: true));
        await instance.StartAsync();
        return instance;
    }

    public Task<List<JobRun>> RunsAsync(string code) => WithDbAsync(db => db.Set<JobRun>().AsNoTracking().Where(r => r.Code == code).OrderBy(r => r.Id).ToListAsync());

    public async Task ForgetAsync()
    {
        while (Ran.Reader.TryRead(out _)) { }
        Enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Outages = 0;
        await SqlAsync("delete from kernel.qrtz_triggers; delete from kernel.qrtz_fired_triggers");   // what a test before left to take over
        await WithDbAsync(async db => await db.Set<JobRun>().ExecuteDeleteAsync() + await db.Set<JobSchedule>().ExecuteDeleteAsync());
    }

    /// <summary>Waits for this job to have run, whatever else runs meanwhile.</summary>
    public async Task RanAsync(string code)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Ran.Reader.ReadAsync(patience.Token) != code) { }
    }

    public sealed class Instance(ServiceProvider provider) : IAsyncDisposable
    {
        public async Task StartAsync()
        {
            foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var service in provider.GetServices<IHostedService>().Reverse()) await service.StopAsync(default);
            await provider.DisposeAsync();
        }
    }

    private sealed class ProbeModule(SchedulerApp app, string cron) : IModule
    {
        public string Code => "probe";

        public void Describe(ModuleBuilder module) => module
            .Services(services => services.AddSingleton(app))
            .Job<SteadyJob>(Steady, cron)
            .Job<FragileJob>(Fragile, Seldom)
            .Job<SlowJob>(Slow, Seldom);
    }

    private sealed class SteadyJob(SchedulerApp app) : IScheduledJob
    {
        public Task<JobOutcome> RunAsync(CancellationToken ct)
        {
            app.Ran.Writer.TryWrite(Steady);
            return Task.FromResult(new JobOutcome("Job.kernel.purge-drafts.Done", "3"));
        }
    }

    private sealed class FragileJob(SchedulerApp app) : IScheduledJob
    {
        public Task<JobOutcome> RunAsync(CancellationToken ct)
        {
            app.Ran.Writer.TryWrite(Fragile);
            if (app.Outages-- > 0) throw new PostgresException("Gone.", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown);
            throw new InvalidOperationException("The other system is down.");
        }
    }

    private sealed class SlowJob(SchedulerApp app) : IScheduledJob
    {
        public async Task<JobOutcome> RunAsync(CancellationToken ct)
        {
            app.Ran.Writer.TryWrite(Slow);
            await app.Enough.Task.WaitAsync(ct);
            return new("Job.kernel.purge-drafts.Done", "1");
        }
    }
}
