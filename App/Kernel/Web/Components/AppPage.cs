using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// What pages, and the live parts of the shell, do the same way: load and wait out a database that does not answer,
/// act and show the refusal, follow live updates, and let go of everything when the reader leaves.
/// </summary>
public abstract class AppPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>A burst of changes, such as an import, costs a page four readings a second and no more.</summary>
    private static readonly TimeSpan RefreshPause = TimeSpan.FromMilliseconds(250);

    /// <summary>What one hearer among many waits on average for the others, and the longest it waits.</summary>
    private static readonly TimeSpan TurnOfOne = TimeSpan.FromMilliseconds(20), LongestTurn = TimeSpan.FromSeconds(10);

    /// <summary>So few read again at once without anybody noticing.</summary>
    private const int SmallCrowd = 25;

    private readonly CancellationTokenSource gone = new();

    // Live updates arrive on threads that know nothing of the reader's language.
    private readonly CultureInfo culture = CultureInfo.CurrentCulture, language = CultureInfo.CurrentUICulture;
    private IDisposable? subscription;
    private EventHandler<LocationChangedEventArgs>? moved;
    private bool isRefreshing, isStaleAgain, isAwaitingTurn, isStaleUntilTurn;

    protected AppPage() => Gone = gone.Token;

    /// <summary>What the last load or action was refused for; pages show it with RefusalAlert.</summary>
    private protected Refusal? refusal;

    /// <summary>True while an action runs: its button is disabled.</summary>
    private protected bool busy;

    // Set by the framework before anything of the component runs.
    [Inject] protected TextCatalog Texts { get; private set; } = null!;
    [Inject] protected ReaderZone Zone { get; private set; } = null!;
    [Inject] protected LiveUpdates Live { get; private set; } = null!;
    [Inject] protected NavigationManager Nav { get; private set; } = null!;
    [Inject] protected ICurrentUser User { get; private set; } = null!;
    [Inject] protected TimeProvider Clock { get; private set; } = null!;

    /// <summary>Cancelled when the reader leaves the page.</summary>
    protected CancellationToken Gone { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the page shows. While the database does not answer it says so and tries again by itself.</summary>
    protected async Task LoadAsync(Func<Task> load)
    {
        while (!Gone.IsCancellationRequested)
        {
            try
            {
                await load();
                if (ReferenceEquals(refusal, Refusal.DatabaseUnavailable)) refusal = null;
                return;
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && gone.IsCancellationRequested)
            {
                return;   // the circuit ended under the query, services included
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                refusal = Refusal.DatabaseUnavailable;
                StateHasChanged();
            }

            await PauseAsync(RetryAfter);
        }
    }

    /// <summary>
    /// Runs an action and shows its refusal; true when it was done. An action is never repeated by itself, since it may
    /// have been done before the answer was lost: what was typed stays, and the user decides.
    /// </summary>
    protected async Task<bool> ActAsync(Func<Task<Result>> act)
    {
        if (busy) return false;
        (busy, refusal) = (true, null);
        StateHasChanged();   // parts of a page call this too, and what they call redraws them alone
        User.BeginAct();
        try
        {
            refusal = (await act()).Refusal;
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            refusal = Refusal.DatabaseUnavailable;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && gone.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            busy = false;
            if (!gone.IsCancellationRequested) StateHasChanged();
        }

        return refusal is null;
    }

    /// <summary>
    /// Runs an action whose refusal is shown where it was asked for, such as beneath a field: answers it instead of showing
    /// it. As with <see cref="ActAsync"/>, nothing is repeated by itself.
    /// </summary>
    protected async Task<Refusal?> TryAsync(Func<Task<Result>> act)
    {
        User.BeginAct();
        try
        {
            return (await act()).Refusal;
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            return Refusal.DatabaseUnavailable;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && gone.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Refreshes when one of the topics changes: at once for the first change, then at most once per pause. Replaces what was followed before.</summary>
    /// <param name="concerns">Which of the updates change what is shown; null: all.</param>
    /// <param name="isNear">
    /// Which of them the reader looks at or waits for; null: all. Where many hear one of the others, as when hundreds keep
    /// the same list open, each reads again in a turn of its own within ten seconds, so that nobody's own news waits for theirs.
    /// </param>
    protected void Follow(IEnumerable<string> topics, Func<Task> refresh, Func<LiveUpdate, bool>? concerns = null, Func<LiveUpdate, bool>? isNear = null)
    {
        subscription?.Dispose();
        subscription = Live.Subscribe(topics, update =>
            concerns?.Invoke(update) == false ? Task.CompletedTask
            : update.Hearers <= SmallCrowd || isNear?.Invoke(update) != false ? OnPageAsync(() => HearAsync(refresh))
            : OnPageAsync(() => HearInTurnAsync(refresh, update.Hearers)));
    }

    /// <summary>
    /// Reads again when the query of the page's own address changes. Views, filters and paging are links to the page one
    /// is on already, and the router tells nothing to a page without parameters.
    /// </summary>
    protected void FollowAddress(Func<Task> read)
    {
        var path = new Uri(Nav.Uri).AbsolutePath;
        Nav.LocationChanged -= moved;
        moved = (_, e) =>
        {
            if (new Uri(e.Location).AbsolutePath == path) _ = OnPageAsync(() => ReadAgainAsync(read));
        };
        Nav.LocationChanged += moved;
    }

    /// <summary>Comes back to the page from any thread, in the reader's language; nothing happens once the reader is gone.</summary>
    protected Task OnPageAsync(Func<Task> act) => InvokeAsync(async () =>
    {
        if (gone.IsCancellationRequested) return;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
        await act();
    });

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || gone.IsCancellationRequested) return;
        subscription?.Dispose();
        Nav.LocationChanged -= moved;
        gone.Cancel();
        gone.Dispose();
    }

    /// <summary>Shows at once what the address says, then what was read; a failure goes where one of a rendering would.</summary>
    private async Task ReadAgainAsync(Func<Task> read)
    {
        try
        {
            var reading = read();
            StateHasChanged();
            await reading;
            StateHasChanged();
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task HearAsync(Func<Task> refresh)
    {
        isStaleAgain = true;
        if (isRefreshing) return;
        isRefreshing = true;
        try
        {
            while (isStaleAgain && !gone.IsCancellationRequested)
            {
                isStaleAgain = isStaleUntilTurn = false;
                await LoadAsync(refresh);
                StateHasChanged();
                await PauseAsync(RefreshPause);
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            await DispatchExceptionAsync(e);
        }
        finally
        {
            isRefreshing = false;
        }
    }

    private async Task HearInTurnAsync(Func<Task> refresh, int hearers)
    {
        isStaleUntilTurn = true;
        if (isAwaitingTurn) return;
        isAwaitingTurn = true;
        var span = hearers * TurnOfOne;
        await PauseAsync(Random.Shared.NextDouble() * (span < LongestTurn ? span : LongestTurn));
        isAwaitingTurn = false;
        if (isStaleUntilTurn) await HearAsync(refresh);   // something near may have made it read meanwhile
    }

    private async Task PauseAsync(TimeSpan length)
    {
        if (gone.IsCancellationRequested) return;
        await Task.Delay(length, Clock, Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
