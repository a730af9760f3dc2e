using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Keys.Pages;

/// <summary>One's own keys: making one, which shows it once, and revoking.</summary>
public sealed partial class MyKeysPage(ListKeys list, MakeKey make, RevokeKey revoke)
{
    private IReadOnlyList<KeyLine>? keys;
    private MakeKeyRequest? form;
    private MadeKey? made;
    private KeyLine? asked;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(ofAll: false, Gone);
        if (read.Failed) refusal = read.Refusal;
        else keys = read.Value;
    }

    private async Task MakeAsync()
    {
        if (form is not { } wanted || !await ActAsync(() => MakeAsync(wanted))) return;
        form = null;
        await LoadAsync(ReadAsync);
    }

    private async Task<Result> MakeAsync(MakeKeyRequest wanted)
    {
        var answered = await make.RunAsync(wanted, Gone);
        if (answered.Failed) return answered.Refusal;
        made = answered.Value;
        return Result.Ok;
    }

    private void CloseForm() => (form, refusal) = (null, null);

    private async Task RevokeAsync()
    {
        if (asked is not { } key) return;
        if (await ActAsync(() => revoke.RunAsync(key.Id, Gone))) await LoadAsync(ReadAsync);
        asked = null;
    }
}
