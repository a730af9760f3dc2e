using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Sms.Pages;

/// <summary>Whether text messages can leave and do, and a test to one's own number.</summary>
public sealed partial class SmsPage(GetSmsStatus get, SendTestSms send)
{
    private SmsStatus? status;
    private SmsOutcome? tested;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await get.RunAsync(Gone);
        status = read.Value;
        refusal ??= read.Refusal;
    }

    private async Task TestAsync()
    {
        tested = null;
        await ActAsync(async () =>
        {
            var sent = await send.RunAsync(Gone);
            if (sent.Failed) return sent.Refusal;
            tested = sent.Value;
            return Result.Ok;
        });
        await LoadAsync(ReadAsync);
    }

    private string Answer(SmsOutcome outcome) =>
        outcome.Status is { } code ? Texts.Format("Sms.Test.Answer", code, outcome.Answer.Length > 0 ? outcome.Answer : "–") : Texts["Sms.Test.NoAnswer"];
}
