using System.Net.Sockets;
using Npgsql;
using OpsFlux.Kernel.Data.Postgres;

namespace OpsFlux.Kernel.Events;

/// <summary>
/// Listens on the database's channel over a connection of its own. After every reconnection it publishes
/// <see cref="SignalKind.Resync"/>, since what was sent in between is lost.
/// </summary>
public sealed class SignalListener(DatabaseConnections connections, Signals signals, TimeProvider clock, ILogger<SignalListener> log) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = TimeSpan.FromMilliseconds(100), stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or SocketException && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The notification channel is interrupted ({Reason}); listening again in {Pause}", e.Message, pause);
                await Task.Delay(pause, clock, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken ct)
    {
        // Keepalive makes a frozen or half-open connection fail within seconds instead of never.
        var settings = new NpgsqlConnectionStringBuilder(connections.Application) { Pooling = false, KeepAlive = 10, ApplicationName = "opsflux-signals" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        connection.Notification += (_, e) =>
        {
            if (Signal.Parse(e.Payload) is { } signal) signals.Publish(signal);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Signal.Channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        connected();
        signals.Publish(new(SignalKind.Resync, []));
        while (true) await connection.WaitAsync(ct);
    }
}
