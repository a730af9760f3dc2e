using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Accounts.SigningIn.Journal;
using OpsFlux.Kernel.Notifications.Push.Devices;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Push.Pages;

/// <summary>What can be said of push in the browser that one looks at it with.</summary>
public enum PushState
{
    /// <summary>The installation has no name for push services.</summary>
    NotSet,
    KeyLost,

    /// <summary>Not reached by https.</summary>
    Insecure,
    Unsupported,

    /// <summary>Its owner has told the browser to show nothing of ours.</summary>
    Blocked,
    Off,
    On,
}

/// <param name="Kind">insecure, unsupported, blocked or ready.</param>
/// <param name="Endpoint">Of the subscription that the browser holds.</param>
public sealed record PushBrowser(string Kind, string? Endpoint);

/// <summary>A card to place on any page about oneself.</summary>
public sealed partial class PushDevices(GetPushOffer getOffer, ListPushDevices list, SubscribeToPush subscribe, RemovePushDevice remove, TryPush tryPush, IJSRuntime js) : IAsyncDisposable
{
    private ElementReference area;
    private DotNetObjectReference<PushDevices>? self;
    private PushOffer? offer;
    private PushBrowser? browser;
    private IReadOnlyList<PushDevice> devices = [];
    private PushDevice? removing;
    private string? done;

    /// <summary>Null until the browser has answered.</summary>
    private PushState? State => (offer?.Hindrance, browser?.Kind) switch
    {
        (PushHindrance.NotSet, _) => PushState.NotSet,
        (PushHindrance.KeyLost, _) => PushState.KeyLost,
        (_, null) => null,
        (_, "insecure") => PushState.Insecure,
        (_, "unsupported") => PushState.Unsupported,
        (_, "blocked") => PushState.Blocked,
        _ => devices.Any(d => d.IsThis) ? PushState.On : PushState.Off,
    };

    /// <summary>By the script, in the click that switched this browser on.</summary>
    [JSInvokable]
    public Task SubscribedAsync(SubscribeToPushRequest request) => OnPageAsync(async () =>
    {
        if (await ActAsync(() => subscribe.RunAsync(request, Gone))) done = Texts["Push.SwitchedOn"];
        await ReadBrowserAsync();
        StateHasChanged();
    });

    /// <summary>By the script: the owner said no, or the browser's own push service did not answer.</summary>
    [JSInvokable]
    public Task FailedAsync(string why) => OnPageAsync(async () =>
    {
        (done, refusal) = (null, Refusal.Conflict(why == "denied" ? "push.denied" : "push.no-service"));
        await ReadBrowserAsync();
        StateHasChanged();
    });

    public ValueTask DisposeAsync()
    {
        Dispose();
        self?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task OnInitializedAsync() => LoadAsync(async () => (offer, devices) = (await getOffer.RunAsync(Gone), await list.RunAsync(null, Gone)));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        await js.InvokeVoidAsync("OpsFlux.push.watch", Gone, area, self);
        await ReadBrowserAsync();
        StateHasChanged();
    }

    private async Task ReadBrowserAsync()
    {
        browser = await js.InvokeAsync<PushBrowser?>("OpsFlux.push.state", Gone);
        await LoadAsync(async () => devices = await list.RunAsync(browser?.Endpoint, Gone));
    }

    private async Task SwitchOffAsync()
    {
        if (devices.FirstOrDefault(d => d.IsThis) is { } device) await RemoveAsync(device);
    }

    private async Task RemoveAsync()
    {
        if (removing is { } device) await RemoveAsync(device);
        removing = null;
    }

    private async Task RemoveAsync(PushDevice device)
    {
        if (await ActAsync(() => remove.RunAsync(device.Id, Gone)))
        {
            done = Texts["Push.SwitchedOff"];
            if (device.IsThis) await js.InvokeVoidAsync("OpsFlux.push.switchOff", Gone);
        }

        await ReadBrowserAsync();
    }

    private async Task TryAsync(PushDevice device)
    {
        done = null;
        if (await ActAsync(() => tryPush.RunAsync(device.Id, Gone))) done = Texts.Format("Push.Tried", NameOf(device));
        await ReadBrowserAsync();
    }

    private string NameOf(PushDevice device) => SignInColumns.Agent(device.UserAgent, Texts);
}
