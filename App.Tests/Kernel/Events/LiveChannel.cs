using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Events;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Events;

/// <summary>The listener and the feed of a serving instance, running for one test.</summary>
internal sealed class LiveChannel : IAsyncDisposable
{
    /// <summary>Longer than any machine takes, short enough for a failure to be seen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LiveFeed feed;
    private readonly SignalListener listener;

    private LiveChannel(TestApp app)
    {
        feed = ActivatorUtilities.CreateInstance<LiveFeed>(app.Services);
        listener = ActivatorUtilities.CreateInstance<SignalListener>(app.Services);
    }

    /// <summary>Returns once the channel is heard and the feed knows what was there before: that is no news.</summary>
    public static async Task<LiveChannel> OpenAsync(TestApp app)
    {
        var channel = new LiveChannel(app);
        await channel.feed.StartAsync(default);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (app.Services.GetRequiredService<LiveUpdates>().Subscribe([LiveTopic.Jobs], Begin))   // told last, after catching up
        {
            await ResyncAsync(app, () => channel.listener.StartAsync(default));
            // A connection that was not to be had on a busy machine is what the poll is for; the test's clock stands still.
            for (var tries = 0; tries < 20 && !begun.Task.IsCompleted; tries++)
            {
                await Task.WhenAny(begun.Task, Task.Delay(TimeSpan.FromSeconds(1)));
                if (!begun.Task.IsCompleted) app.Services.GetRequiredService<Signals>().Publish(new(SignalKind.Resync, []));
            }

            await begun.Task.WaitAsync(Patience);
        }

        return channel;

        Task Begin(LiveUpdate told)
        {
            begun.TrySetResult();
            return Task.CompletedTask;
        }
    }

    /// <summary>Does something that makes the listener connect, and returns when it has.</summary>
    public static async Task ResyncAsync(TestApp app, Func<Task> cause)
    {
        var signals = app.Services.GetRequiredService<Signals>();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(Signal signal)
        {
            if (signal.Kind is SignalKind.Resync) heard.TrySetResult();
        }

        signals.Received += Hear;
        await cause();
        await heard.Task.WaitAsync(Patience);
        signals.Received -= Hear;
    }

    public async ValueTask DisposeAsync()
    {
        await listener.StopAsync(default);
        await feed.StopAsync(default);
        listener.Dispose();
        feed.Dispose();
    }
}
