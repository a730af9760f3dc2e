using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Localisation;

/// <summary>Reads the organisation's words when the instance starts listening, and whenever another instance says they changed.</summary>
public sealed class OwnWordsFeed(OwnWords words, IServiceScopeFactory scopes, Signals signals, ILogger<OwnWordsFeed> log) : BackgroundService
{
    // One place: however many signals arrive while the words are read, they are read once more.
    private readonly Channel<Signal> due = Channel.CreateBounded<Signal>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Received += Note;
        try
        {
            await foreach (var _ in due.Reader.ReadAllAsync(stoppingToken)) await RenewGuardedAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        finally
        {
            signals.Received -= Note;
        }
    }

    private void Note(Signal signal)
    {
        if (signal.Kind is SignalKind.Words or SignalKind.Resync) due.Writer.TryWrite(signal);
    }

    private async Task RenewGuardedAsync(CancellationToken ct)
    {
        try
        {
            await words.RenewAsync(scopes, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The old words stand; a lost database announces its return by a resync.
            log.LogWarning(e, "The organisation's own words could not be read");
        }
    }
}

/// <summary>For use cases that changed words: at once here, by a signal on the other instances.</summary>
public sealed class OwnWordsChange(OwnWords words, IServiceScopeFactory scopes)
{
    public async Task AnnounceAsync(AppDbContext db, CancellationToken ct)
    {
        await words.RenewAsync(scopes, ct);
        await Outbox.SignalAsync(db, new(SignalKind.Words, []), ct);
    }
}
