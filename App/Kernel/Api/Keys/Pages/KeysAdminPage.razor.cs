namespace OpsFlux.Kernel.Api.Keys.Pages;

/// <summary>Everybody's keys.</summary>
public sealed partial class KeysAdminPage(ListKeys list, RevokeKey revoke)
{
    private IReadOnlyList<KeyLine>? keys;
    private KeyLine? asked;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(ofAll: true, Gone);
        if (read.Failed) refusal = read.Refusal;
        else keys = read.Value;
    }

    private async Task RevokeAsync()
    {
        if (asked is not { } key) return;
        if (await ActAsync(() => revoke.RunAsync(key.Id, Gone))) await LoadAsync(ReadAsync);
        asked = null;
    }
}
