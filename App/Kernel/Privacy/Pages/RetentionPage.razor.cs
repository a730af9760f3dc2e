using System.Globalization;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Privacy.Pages;

/// <summary>How long each kind of record is kept: what a rule would take is shown before it may be switched on.</summary>
public sealed partial class RetentionPage(RetentionRules rules)
{
    private const int UsualMonths = 60;

    private IReadOnlyList<RetentionLine> lines = [];
    private RetentionLine? asking;

    private Dictionary<string, RuleState> States { get; } = [];

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await rules.ListAsync(Gone);
        if (read.Failed) refusal = read.Refusal;
        else lines = read.Value;
        foreach (var line in lines) States.TryAdd(line.Code, new() { Months = line.Months ?? UsualMonths });
    }

    private void Type(string code, string? typed)
    {
        var state = States[code];
        (state.Preview, state.Wrong) = (null, null);   // what was shown was for another number
        state.Months = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var months) ? months : null;
        if (state.Months is not (>= 1 and <= PrivacyLimits.LongestMonths)) state.Wrong = Texts.Of(new FieldError(nameof(SaveRetentionRequest.Months), "out-of-range", 1, PrivacyLimits.LongestMonths));
    }

    private Task PreviewAsync(string code) => ActAsync(async () =>
    {
        var state = States[code];
        var read = await rules.PreviewAsync(code, state.Months ?? 0, Gone);
        (state.Preview, state.Wrong) = (read.Value, read.Refusal is { Fields: [var field, ..] } ? Texts.Of(field) : null);
        return state.Wrong is null ? new Result(read.Refusal) : Result.Ok;
    });

    private async Task SaveAsync(RetentionLine line, int? months)
    {
        if (!await ActAsync(() => rules.SaveAsync(new(line.Code, months, line.Months), Gone))) return;
        asking = null;
        await LoadAsync(ReadAsync);
    }

    private static string Slug(string code) => code.Replace('.', '-');

    private sealed class RuleState
    {
        public int? Months { get; set; }
        public RetentionPreview? Preview { get; set; }
        public string? Wrong { get; set; }
    }
}
