using Npgsql;
using OpsFlux.Kernel.Data.Postgres.Server;

namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>Tries a configured server before anything is built on it, and says what is wrong in a sentence.</summary>
internal static class ServerProbe
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="key">Where the connection string was configured, for the sentence.</param>
    /// <param name="text">The connection string.</param>
    /// <param name="patience">How long to wait for a server that is just starting, as containers started together do.</param>
    /// <param name="clock">Measures the patience.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="StartupProblem">The server cannot be used.</exception>
    public static async Task RequireAsync(string key, string text, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        var way = Parse(key, text);
        for (var since = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, ct))
            try
            {
                await ConnectAsync(way, ct);
                return;
            }
            catch (NpgsqlException e) when (!MayPass(e) || clock.GetElapsedTime(since) >= patience)
            {
                throw Problem(way, e);
            }
            catch (NpgsqlException)
            {
                // It may pass: the next round asks again.
            }
    }

    /// <summary>True for a server that is starting, stopping, or not there yet.</summary>
    internal static bool MayPass(NpgsqlException e) => e.SqlState is null or PostgresErrorCodes.CannotConnectNow;

    private static NpgsqlConnectionStringBuilder Parse(string key, string text)
    {
        try
        {
            // Not pooled: the probe's connection is not kept.
            return new NpgsqlConnectionStringBuilder(text) { Pooling = false };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StartupProblem("connection-invalid", key);    // its text may hold the password
        }
    }

    private static async Task ConnectAsync(NpgsqlConnectionStringBuilder way, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(way.ConnectionString);
        await connection.OpenAsync(ct);
        if (connection.PostgreSqlVersion.Major < ServerBinaries.OldestMajor)
            throw new StartupProblem("server-too-old", Place(way), connection.PostgreSqlVersion, ServerBinaries.OldestMajor);
    }

    private static StartupProblem Problem(NpgsqlConnectionStringBuilder way, NpgsqlException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new StartupProblem("server-refused", Place(way), way.Username ?? "", e.Message),
        PostgresErrorCodes.InvalidCatalogName => new StartupProblem("server-without-database", Place(way), way.Database ?? ""),
        _ => new StartupProblem("server-unreachable", Place(way), e.InnerException?.Message ?? e.Message),
    };

    private static string Place(NpgsqlConnectionStringBuilder way) =>
        way.Host?.StartsWith('/') == true ? way.Host : $"{way.Host}:{way.Port}";
}
