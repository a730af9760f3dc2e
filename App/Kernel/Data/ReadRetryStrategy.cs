using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace OpsFlux.Kernel.Data;

/// <summary>
/// Tries a query again when the connection it was handed turns out dead, as after a restart of the database. Never inside
/// a transaction: a commit whose answer is lost is unknown, and repeating it blindly would write twice.
/// </summary>
public sealed class ReadRetryStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 2, TimeSpan.FromMilliseconds(300))
{
    // Transactions are allowed and simply not repeated, so the base class must not refuse them.
    public override bool RetriesOnFailure => false;

    protected override bool ShouldRetryOn(Exception exception) =>
        exception is NpgsqlException { IsTransient: true } && Dependencies.CurrentContext.Context.Database.CurrentTransaction is null;
}
