using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Records.Presence;

/// <summary>Who else has this record on screen, and who types there; says the same of this page to the others.</summary>
public sealed partial class RecordPresence(ViewRecord view)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(3);

    private readonly Guid viewId = Guid.CreateVersion7();
    private DotNetObjectReference<RecordPresence>? self;
    private IReadOnlyList<Colleague> others = [];
    private DateTimeOffset renewedAt, typedAt;
    private bool wasTyping;

    /// <summary>As the page has read it: the way in asks for it no second time, every renewal does.</summary>
    [Parameter, EditorRequired] public RecordAccess Access { get; set; } = null!; // required

    /// <summary>Id of the field whose typing is told.</summary>
    [Parameter] public string? Field { get; set; }

    private RecordRef Record => Access.Card.Ref;

    private bool IsTyping => Clock.GetUtcNow() - typedAt < ViewRecord.TypingPause;

    /// <summary>Called by the browser while somebody types, every few seconds at most.</summary>
    [JSInvokable]
    public Task TypedAsync() => OnPageAsync(async () =>
    {
        typedAt = Clock.GetUtcNow();
        await LoadAsync(ReadAsync);
    });

    public async ValueTask DisposeAsync()
    {
        Dispose();
        self?.Dispose();
        try
        {
            await view.LeaveAsync(viewId, Record, CancellationToken.None);
        }
        catch (Exception e) when (DatabaseOutage.Is(e) || e is ObjectDisposedException)
        {
            // The lease ends by itself.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Follow([LiveTopic.Presence(Record.Id)], ReadAsync);
        await LoadAsync(EnterAsync);
        _ = RenewAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || Field is null) return;
        self = DotNetObjectReference.Create(this);
        await Js.InvokeVoidAsync("OpsFlux.watchTyping", Field, self);
    }

    private async Task EnterAsync()
    {
        renewedAt = Clock.GetUtcNow();
        others = await view.RunAsync(viewId, Access, isTyping: false, Gone);
    }

    private async Task ReadAsync()
    {
        (wasTyping, renewedAt) = (IsTyping, Clock.GetUtcNow());
        others = await view.RunAsync(viewId, Record, wasTyping, Gone);
    }

    /// <summary>Ends with the page; what fails in between is tried again at the next tick.</summary>
    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(Tick, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Gone))
            {
                var isDue = Clock.GetUtcNow() - renewedAt >= ViewRecord.RenewEvery || wasTyping != IsTyping;
                if (isDue) await OnPageAsync(RefreshAsync);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The reader has left.
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync(ReadAsync);
        StateHasChanged();
    }

    private static string FirstName(string name) => name.Split(' ')[0];
}
