using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Jobs;

/// <summary>The real scheduler on the database, one instance or two.</summary>
public sealed class JobSchedulerTests : AppTests<SchedulerApp>, IAsyncLifetime
{
    public JobSchedulerTests(SchedulerApp app) : base(app) => app.User.Grant(JobPermissions.Manage, Scope.All).Grant(JobPermissions.View, Scope.All);

    public Task InitializeAsync() => App.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_job_runs_at_its_default_schedule_and_says_what_it_did()
    {
        await using (await App.StartAsync(SchedulerApp.EachSecond)) await App.RanAsync(SchedulerApp.Steady);

        var run = (await App.RunsAsync(SchedulerApp.Steady))[0];
        Assert.Equal((JobCause.Schedule, JobRunState.Done, "Job.kernel.purge-drafts.Done"), (run.Cause, run.State, run.OutcomeText));
        Assert.Equal(["3"], run.OutcomeArguments);
        Assert.NotNull(run.Instance);
        Assert.Equal(0, run.DueAt.Millisecond);
    }

    [Fact]
    public async Task A_newer_default_counts_where_nobody_chose()
    {
        await using (await App.StartAsync(SchedulerApp.Seldom)) await RunNowAsync(SchedulerApp.Fragile);   // it served, and the old default was stored

        await using (await App.StartAsync(SchedulerApp.EachSecond)) await App.RanAsync(SchedulerApp.Steady);
    }

    [Fact]
    public async Task A_chosen_schedule_outlives_restarts_and_newer_defaults()
    {
        await App.SaveAsync(new JobSchedule { Code = SchedulerApp.Steady, Cron = SchedulerApp.Seldom });

        await using (await App.StartAsync(SchedulerApp.EachSecond)) await RunNowAsync(SchedulerApp.Fragile);
        await using (await App.StartAsync(SchedulerApp.EachSecond)) await RunNowAsync(SchedulerApp.Fragile);

        Assert.Empty(await App.RunsAsync(SchedulerApp.Steady));
    }

    [Fact]
    public async Task A_changed_schedule_counts_at_once_without_a_restart()
    {
        await using var instance = await App.StartAsync(SchedulerApp.EachSecond);
        await App.RanAsync(SchedulerApp.Steady);

        Assert.False((await App.RunAsync((ChangeJobSchedule use) => use.RunAsync(new() { Code = SchedulerApp.Steady, Cron = SchedulerApp.Seldom }, default))).Failed);
        await RunNowAsync(SchedulerApp.Fragile);   // by when the change was followed, for it was signalled before
        var after = (await App.RunsAsync(SchedulerApp.Steady)).Count;
        await RunNowAsync(SchedulerApp.Fragile);

        Assert.InRange((await App.RunsAsync(SchedulerApp.Steady)).Count, after, after + 1);   // one may have been on its way
    }

    [Fact]
    public async Task A_paused_job_runs_by_hand_alone()
    {
        Assert.False((await App.RunAsync((ChangeJobSchedule use) => use.EnableAsync(SchedulerApp.Steady, false, default))).Failed);
        await using var instance = await App.StartAsync(SchedulerApp.EachSecond);

        await RunNowAsync(SchedulerApp.Steady);

        var run = Assert.Single(await App.RunsAsync(SchedulerApp.Steady));
        Assert.Equal((JobCause.Person, "Alice Martin"), (run.Cause, run.RequestedBy));
    }

    [Fact]
    public async Task A_job_that_fails_is_written_down_and_stops_nothing()
    {
        await using (await App.StartAsync())
        {
            await RunNowAsync(SchedulerApp.Fragile);
            await RunNowAsync(SchedulerApp.Steady);
        }

        var failed = Assert.Single(await App.RunsAsync(SchedulerApp.Fragile));
        Assert.Equal((JobRunState.Failed, "The other system is down."), (failed.State, failed.Error));
        Assert.Equal(JobRunState.Done, Assert.Single(await App.RunsAsync(SchedulerApp.Steady)).State);
    }

    [Fact]
    public async Task Two_instances_make_each_due_run_once()
    {
        await using (await App.StartAsync(SchedulerApp.EachSecond))
        await using (await App.StartAsync(SchedulerApp.EachSecond))
            foreach (var _ in Enumerable.Range(0, 4)) await App.RanAsync(SchedulerApp.Steady);

        var runs = await App.RunsAsync(SchedulerApp.Steady);
        Assert.All(runs, r => Assert.Equal(JobRunState.Done, r.State));
        Assert.Equal(runs.Count, runs.Select(r => r.DueAt).Distinct().Count());
    }

    [Fact]
    public async Task A_request_that_two_instances_hear_of_is_served_once()
    {
        await using (await App.StartAsync())
        await using (await App.StartAsync())
        {
            await RunNowAsync(SchedulerApp.Steady);
            await RunNowAsync(SchedulerApp.Fragile);
        }

        Assert.Single(await App.RunsAsync(SchedulerApp.Steady));
        Assert.False(App.Ran.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_a_stopping_instance_leaves_unfinished_another_takes_over()
    {
        await using (await App.StartAsync()) await RunNowAsync(SchedulerApp.Slow);
        App.Enough.SetResult();
        await using (await App.StartAsync()) await App.RanAsync(SchedulerApp.Slow);

        Assert.Equal(JobRunState.Done, (await App.RunsAsync(SchedulerApp.Slow))[^1].State);
    }

    [Fact]
    public async Task What_fell_due_while_nobody_served_is_made_up_for_by_one_run_for_the_first_of_it()
    {
        await App.SaveAsync(new JobSchedule { Code = SchedulerApp.Steady, Cron = "0 * * * * ?" });
        await using (await App.StartAsync()) await RunNowAsync(SchedulerApp.Fragile);   // it served, and the schedule was stored
        await App.WithDbAsync(db => db.Set<JobRun>().ExecuteDeleteAsync());
        await App.SqlAsync($"update kernel.qrtz_triggers set next_fire_time = next_fire_time - {TimeSpan.FromHours(1).Ticks} where job_name = '{SchedulerApp.Steady}'");

        await using (await App.StartAsync()) await App.RanAsync(SchedulerApp.Steady);

        var run = (await App.RunsAsync(SchedulerApp.Steady))[0];
        Assert.Equal(JobRunState.Done, run.State);
        Assert.Equal(0, run.DueAt.Second);
        Assert.InRange(run.StartedAt!.Value - run.DueAt, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public async Task A_due_run_that_is_taken_over_keeps_its_due_time_and_is_made_once()
    {
        await App.SaveAsync(new JobSchedule { Code = SchedulerApp.Slow, Cron = SchedulerApp.EachSecond });
        await using (await App.StartAsync()) await App.RanAsync(SchedulerApp.Slow);
        App.Enough.SetResult();
        await App.RunAsync((ChangeJobSchedule use) => use.EnableAsync(SchedulerApp.Slow, false, default));
        await using (await App.StartAsync()) await App.RanAsync(SchedulerApp.Slow);

        var runs = await App.RunsAsync(SchedulerApp.Slow);
        Assert.Equal([JobRunState.Interrupted, JobRunState.Done], runs.Select(r => r.State));
        Assert.Equal([JobCause.Schedule, JobCause.Recovery], runs.Select(r => r.Cause));
        Assert.Single(runs.Select(r => r.DueAt).Distinct());
    }

    /// <summary>Asks again for as long as the run before is being written down.</summary>
    private async Task RunNowAsync(string code)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var refusal = await AskAsync(patience.Token);
        while (refusal?.Code == JobRefusals.AlreadyAsked) refusal = await AskAsync(patience.Token);
        Assert.Null(refusal);
        await App.RanAsync(code);

        async Task<Refusal?> AskAsync(CancellationToken ct) => (await App.RunAsync((RunJobNow use) => use.RunAsync(code, ct))).Refusal;
    }
}
