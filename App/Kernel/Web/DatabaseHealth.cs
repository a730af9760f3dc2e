using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace OpsFlux.Kernel.Web;

/// <summary>Whether the database answers. Used by /health, which tells nobody more than healthy or not.</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy(exception: e);
        }
    }
}
