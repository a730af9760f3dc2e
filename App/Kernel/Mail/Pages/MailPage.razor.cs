using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Pages;

/// <summary>One mail as it leaves, what the server said, and what can still be done about it.</summary>
public sealed partial class MailPage(GetMail get, RetryMail retry, CancelMail cancel, DiscardMail discard)
{
    /// <summary>The frame has no scripts, no forms and an origin of its own; this keeps it from fetching anything besides.</summary>
    private const string Policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""";

    private MailDetails? details;
    private bool cancelling, discarding;

    [Parameter] public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (details?.Mail.Id != Id) await LoadAsync(ReadAsync);
    }

    private static string Preview(string html)
    {
        var head = html.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        return head < 0 ? Policy + html : html.Insert(head + "<head>".Length, Policy);
    }

    private async Task ReadAsync()
    {
        var result = await get.RunAsync(Id, Gone);
        (details, refusal) = (result.Value, result.Refusal);
    }

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
