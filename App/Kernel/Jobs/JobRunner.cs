using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Jobs;

/// <summary>
/// Runs one firing of a declared job as the system, in a scope of its own, and records what came of it. The edge of jobs:
/// whatever one throws is logged and written down here, and stops nothing else.
/// </summary>
public sealed class JobRunner(IServiceScopeFactory scopes, ModuleCatalog catalog, TimeProvider clock, ILogger<JobRunner> log)
{
    private const int LongestError = 2000;

    /// <summary>Another system that does not answer looks like an outage too, and would be asked for ever.</summary>
    private const int MostAttempts = 3;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Nothing happens where this firing was served before. Throws only where <paramref name="ct"/> says to stop.</summary>
    public async Task RunAsync(JobFiring firing, CancellationToken ct)
    {
        var job = catalog.Jobs.FirstOrDefault(j => j.Code == firing.Code);
        if (job is null)
        {
            // Another release's job, while instances are being replaced one by one.
            log.LogWarning("Job {Job} is not known to this instance", firing.Code);
            return;
        }

        await using var scope = SystemScope(out var user);
        using var context = log.BeginScope("job {Job} {Correlation}", firing.Code, user.Correlation);
        if (await PersistAsync(journal => journal.StartAsync(firing, user.Correlation, ct), ct) is not { } id) return;

        var (state, outcome, error) = await RunAsync(scope.ServiceProvider, job, ct);
        // The end is written even while the host stops, so long as the database answers.
        await PersistAsync(
            async journal =>
            {
                await journal.FinishAsync(job.Code, id, state, outcome, error, CancellationToken.None);
                return true;
            }, ct);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>A job whose database went away begins again when it is back, as it would had its instance been killed.</summary>
    private async Task<(JobRunState State, JobOutcome? Outcome, string? Error)> RunAsync(IServiceProvider services, JobDeclaration job, CancellationToken ct, int attempt = 1)
    {
        try
        {
            var outcome = await ((IScheduledJob)services.GetRequiredService(job.JobType)).RunAsync(ct);
            log.LogInformation("Job {Job} is done: {Outcome} {Arguments}", job.Code, outcome.Text, outcome.Arguments);
            return (JobRunState.Done, outcome, null);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return (JobRunState.Interrupted, null, null);
        }
        catch (Exception e) when (DatabaseOutage.Is(e) && attempt < MostAttempts)
        {
            log.LogWarning("Job {Job} begins again ({Reason})", job.Code, e.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "Job {Job} failed", job.Code);
            return (JobRunState.Failed, null, e.Message.Length > LongestError ? e.Message[..LongestError] : e.Message);
        }

        await PersistAsync(journal => journal.AnswersAsync(ct), ct);
        return await RunAsync(services, job, ct, attempt + 1);
    }

    private AsyncServiceScope SystemScope(out CurrentUser user)
    {
        var scope = scopes.CreateAsyncScope();
        user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.BecomeSystem();
        user.BeginWork();
        return scope;
    }

    /// <summary>Waits for a database that does not answer, so that neither a due run nor its outcome is lost in an outage.</summary>
    private async Task<T> PersistAsync<T>(Func<JobJournal, Task<T>> write, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var scope = SystemScope(out _);
                return await write(scope.ServiceProvider.GetRequiredService<JobJournal>());
            }
            catch (Exception e) when (DatabaseOutage.Is(e) && !ct.IsCancellationRequested)
            {
                log.LogWarning("A job waits for the database ({Reason})", e.Message);
            }

            await Task.Delay(RetryAfter, clock, ct);
        }
    }
}
