using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Jobs;

internal static class JobTesting
{
    /// <summary>Runs a declared job as the scheduler would, as the system, and answers what it says it did.</summary>
    public static async Task<JobOutcome> RunJobAsync(this TestApp app, string code)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        var declared = app.Catalog.Jobs.Single(j => j.Code == code);
        return await ((IScheduledJob)scope.ServiceProvider.GetRequiredService(declared.JobType)).RunAsync(default);
    }
}
