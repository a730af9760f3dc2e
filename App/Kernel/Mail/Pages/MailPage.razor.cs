using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Pages;

/// <summary>One mail as it leaves, what the server said, and what can still be done about it.</summary>
public sealed partial class MailPage(GetMail get, RetryMail retry, CancelMail cancel, DiscardMail discard)
{
    private MailDetails? details;
    private bool cancelling, discarding;

    [Parameter] public Guid Id { get; set; }

    protected override void OnInitialized() =>
        Follow([LiveTopic.Everything("mail")], RefreshAsync, _ => details?.Mail.State is MailState.Waiting or MailState.Sending or MailState.Retrying);

    protected override async Task OnParametersSetAsync()
    {
        if (details?.Mail.Id != Id) await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var result = await get.RunAsync(Id, Gone);
        (details, refusal) = (result.Value, result.Refusal);
    }

    /// <summary>Shows what became of it meanwhile; what an act was refused for stays said.</summary>
    private async Task RefreshAsync() => details = (await get.RunAsync(Id, Gone)).Value ?? details;

    private Task RetryAsync() => ChangeAsync(() => retry.RunAsync(Id, Gone));

    private async Task CancelAsync()
    {
        await ChangeAsync(() => cancel.RunAsync(Id, Gone));
        cancelling = false;
    }

    private async Task DiscardAsync()
    {
        await ChangeAsync(() => discard.RunAsync(Id, Gone));
        discarding = false;
    }

    /// <summary>Shows afterwards what the mail has become, also where somebody or the sender was quicker.</summary>
    private async Task ChangeAsync(Func<Task<Result>> change)
    {
        await ActAsync(change);
        var why = refusal;
        await LoadAsync(ReadAsync);
        refusal ??= why;
    }
}
