using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Jobs;

/// <summary>What administrators see and do, and what the runner writes; no scheduler runs here.</summary>
public sealed class JobUseCaseTests : AppTests<SchedulerApp>, IAsyncLifetime
{
    public JobUseCaseTests(SchedulerApp app) : base(app) => app.User.Grant(JobPermissions.View, Scope.All).Grant(JobPermissions.Manage, Scope.All);

    public Task InitializeAsync() => App.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Without_the_permission_nothing_is_shown_and_nothing_done()
    {
        App.User.Revoke(JobPermissions.Manage);
        Assert.False((await ListAsync()).Value!.MayManage);   // may view
        Assert.Equal(Refusal.Forbidden, (await ChangeAsync(SchedulerApp.Steady, SchedulerApp.Seldom)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await EnableAsync(SchedulerApp.Steady, false)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await RunNowAsync(SchedulerApp.Steady)).Refusal);

        App.User.Revoke(JobPermissions.View);
        Assert.Equal(Refusal.Forbidden, (await ListAsync()).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListJobRuns use) => use.RunAsync(SchedulerApp.Steady, default))).Refusal);
    }

    [Fact]
    public async Task The_reach_of_one_structure_neither_shows_nor_changes_the_jobs_of_all()
    {
        App.User.Grant(JobPermissions.View, Scope.Structure).Grant(JobPermissions.Manage, Scope.Structure);

        Assert.Equal(Refusal.Forbidden, (await ListAsync()).Refusal);
        Assert.Equal(Refusal.Forbidden, (await EnableAsync(SchedulerApp.Steady, false)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await RunNowAsync(SchedulerApp.Steady)).Refusal);
    }

    [Fact]
    public async Task A_job_nobody_declares_is_not_found()
    {
        Assert.Equal(Refusal.NotFound, (await ChangeAsync("no.such", null)).Refusal);
        Assert.Equal(Refusal.NotFound, (await EnableAsync("no.such", true)).Refusal);
        Assert.Equal(Refusal.NotFound, (await RunNowAsync("no.such")).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ListJobRuns use) => use.RunAsync("no.such", default))).Refusal);
    }

    [Theory]
    [InlineData("nonsense", "invalid-cron")]
    [InlineData("0 0 3 30 2 ?", "cron-never")]
    [InlineData("0/5 * * * * ?", "cron-too-often")]
    public async Task A_schedule_that_cannot_be_is_refused_by_its_field(string cron, string code)
    {
        var refused = (await ChangeAsync(SchedulerApp.Steady, cron)).Refusal;

        Assert.Equal([("Cron", code)], refused!.Fields.Select(f => (f.Field, f.Code)));
        Assert.False((await JobAsync(SchedulerApp.Steady)).IsChanged);
    }

    [Fact]
    public async Task A_changed_schedule_is_shown_and_the_default_comes_back()
    {
        await ChangeAsync(SchedulerApp.Steady, " 0 30 6 ? * MON-FRI ");
        var changed = await JobAsync(SchedulerApp.Steady);
        Assert.Equal(("0 30 6 ? * MON-FRI", SchedulerApp.Seldom, true), (changed.Cron, changed.DefaultCron, changed.IsChanged));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 5, 30, 0, TimeSpan.Zero), changed.NextAt);   // Monday in Casablanca

        await ChangeAsync(SchedulerApp.Steady, null);
        Assert.Equal((SchedulerApp.Seldom, false), ((await JobAsync(SchedulerApp.Steady)).Cron, (await JobAsync(SchedulerApp.Steady)).IsChanged));
    }

    [Fact]
    public async Task A_paused_job_has_no_next_run_and_keeps_its_schedule()
    {
        await ChangeAsync(SchedulerApp.Steady, "0 0 6 * * ?");
        await EnableAsync(SchedulerApp.Steady, false);
        var paused = await JobAsync(SchedulerApp.Steady);
        Assert.Equal((false, null, "0 0 6 * * ?"), (paused.IsEnabled, paused.NextAt, paused.Cron));

        await EnableAsync(SchedulerApp.Steady, true);
        Assert.NotNull((await JobAsync(SchedulerApp.Steady)).NextAt);
    }

    [Fact]
    public async Task What_is_changed_and_asked_for_is_audited()
    {
        await ChangeAsync(SchedulerApp.Slow, "0 0 6 * * ?");
        await RunNowAsync(SchedulerApp.Slow);

        var audited = await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.SubjectId == SchedulerApp.Slow || a.Detail == SchedulerApp.Slow).OrderBy(a => a.Id).ToListAsync());
        Assert.Equal([("job_schedule", "Alice Martin"), ("job_run", "Alice Martin")], audited.Select(a => (a.Subject, a.ActorName)));
    }

    [Fact]
    public async Task A_run_is_asked_for_once_until_it_is_over()
    {
        var asked = await Task.WhenAll(RunNowAsync(SchedulerApp.Steady), RunNowAsync(SchedulerApp.Steady), RunNowAsync(SchedulerApp.Steady));
        Assert.Single(asked, r => !r.Failed);
        Assert.All(asked.Where(r => r.Failed), r => Assert.Equal(JobRefusals.AlreadyAsked, r.Refusal?.Code));
        var waiting = (await JobAsync(SchedulerApp.Steady)).Current!;
        Assert.Equal(JobRunState.Waiting, waiting.State);

        await FireAsync(new(SchedulerApp.Steady, App.Clock.Now, JobCause.Person, "here", waiting.Id));

        var job = await JobAsync(SchedulerApp.Steady);
        Assert.Equal((null, waiting.Id, JobRunState.Done, "here"), (job.Current, job.Last?.Id, job.Last?.State, job.Last?.Instance));
        Assert.False((await RunNowAsync(SchedulerApp.Steady)).Failed);
    }

    [Fact]
    public async Task A_due_time_is_served_once_however_often_it_fires()
    {
        var firing = new JobFiring(SchedulerApp.Steady, App.Clock.Now, JobCause.Schedule, "here");

        await FireAsync(firing);
        await FireAsync(firing);
        await FireAsync(firing with { Cause = JobCause.Recovery, Instance = "there" });

        Assert.Single(await App.RunsAsync(SchedulerApp.Steady));
        Assert.True(App.Ran.Reader.TryRead(out _));
        Assert.False(App.Ran.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_killed_run_is_shown_as_interrupted_and_made_again()
    {
        var killed = await App.SaveAsync(new JobRun { Code = SchedulerApp.Steady, Cause = JobCause.Schedule, State = JobRunState.Running, DueAt = App.Clock.Now, StartedAt = App.Clock.Now });

        await FireAsync(new(SchedulerApp.Steady, App.Clock.Now, JobCause.Recovery, "there"));

        var runs = await App.RunsAsync(SchedulerApp.Steady);
        Assert.Equal([(killed.Id, JobRunState.Interrupted), (runs[1].Id, JobRunState.Done)], runs.Select(r => (r.Id, r.State)));
    }

    [Fact]
    public async Task A_job_whose_database_went_away_begins_again_and_gives_up_in_the_end()
    {
        App.Outages = 2;
        await FireAsync(new(SchedulerApp.Fragile, App.Clock.Now, JobCause.Schedule, "here"));
        App.Outages = 3;
        await FireAsync(new(SchedulerApp.Fragile, App.Clock.Now.AddMinutes(1), JobCause.Schedule, "here"));

        Assert.Equal(["The other system is down.", "57P01: Gone."], (await App.RunsAsync(SchedulerApp.Fragile)).Select(r => r.Error));
    }

    [Fact]
    public async Task The_last_hundred_are_kept()
    {
        foreach (var minute in Enumerable.Range(0, JobRun.Kept + 3)) await FireAsync(new(SchedulerApp.Fragile, App.Clock.Now.AddMinutes(minute), JobCause.Schedule, "here"));

        var runs = (await App.RunAsync((ListJobRuns use) => use.RunAsync(SchedulerApp.Fragile, default))).Value!;
        Assert.Equal(JobRun.Kept, runs.Count);
        Assert.Equal(App.Clock.Now.AddMinutes(JobRun.Kept + 2), runs[0].DueAt);
    }

    [Fact]
    public async Task A_job_of_another_release_is_left_alone()
    {
        await FireAsync(new("no.such", App.Clock.Now, JobCause.Schedule, "here"));

        Assert.Empty(await App.RunsAsync("no.such"));
    }

    [Fact]
    public async Task The_list_costs_the_same_however_many_runs_there_are()
    {
        var few = await App.CountQueriesAsync(ListAsync);
        foreach (var minute in Enumerable.Range(0, 30)) await FireAsync(new(SchedulerApp.Steady, App.Clock.Now.AddMinutes(minute), JobCause.Schedule, "here"));

        Assert.Equal(few, await App.CountQueriesAsync(ListAsync));
    }

    private Task<Result<JobList>> ListAsync() => App.RunAsync((ListJobs use) => use.RunAsync(default));

    private async Task<JobView> JobAsync(string code) => (await ListAsync()).Value!.Jobs.Single(j => j.Code == code);   // may view

    private Task<Result> ChangeAsync(string code, string? cron) => App.RunAsync((ChangeJobSchedule use) => use.RunAsync(new() { Code = code, Cron = cron }, default));

    private Task<Result> EnableAsync(string code, bool isEnabled) => App.RunAsync((ChangeJobSchedule use) => use.EnableAsync(code, isEnabled, default));

    private Task<Result> RunNowAsync(string code) => App.RunAsync((RunJobNow use) => use.RunAsync(code, default));

    private Task FireAsync(JobFiring firing) => App.Services.GetRequiredService<JobRunner>().RunAsync(firing, default);
}
