using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsFlux.Kernel.Drafts;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// A text area whose text is kept on the server as one types, and is there again after a lost connection, a closed tab
/// or a restart. Typing renders this component alone: the page hears of the text when the field is left, which comes
/// before the click on any button.
/// </summary>
public sealed partial class DraftText(DraftStore drafts, TextCatalog Texts, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(500), RetryAfter = TimeSpan.FromSeconds(2);

    private readonly string ownId = $"draft-{Guid.CreateVersion7():N}";
    private readonly CancellationTokenSource gone = new();
    private string text = "", saved = "";
    private string? given, loadedKey;
    private bool isLoaded, isSaving, hasFailed, wasRestored;

    /// <summary>Names the draft: one per form and record, such as "reply:{id}".</summary>
    [Parameter, EditorRequired] public string Key { get; set; } = "";
    [Parameter] public string? Value { get; set; }
    [Parameter] public EventCallback<string> ValueChanged { get; set; }
    [Parameter] public string? Label { get; set; }
    [Parameter] public int Rows { get; set; } = 4;
    [Parameter] public string? Placeholder { get; set; }
    [Parameter] public string? Id { get; set; }

    /// <summary>Given by @bind-Value: inside an EditForm the text is validated as the field it stands for.</summary>
    [Parameter] public Expression<Func<string?>>? ValueExpression { get; set; }

    [CascadingParameter] private EditContext? Form { get; set; }

    private string FieldId => Id ?? ownId;

    private FieldIdentifier? Field => Form is not null && ValueExpression is not null ? FieldIdentifier.Create(ValueExpression) : null;

    /// <summary>As FieldError names itself.</summary>
    private string? DescribedBy => Field is { } bound ? $"error-{bound.FieldName}" : null;

    private bool IsInvalid => Field is { } bound && Form!.GetValidationMessages(bound).Any();   // a field is one of a form

    private string? StateText =>
        hasFailed ? "Draft.NotSaved" : saved.Length == 0 || saved != text ? null : wasRestored ? "Draft.Restored" : "Draft.Saved";

    /// <summary>Discards text and draft, once what was typed has been sent.</summary>
    public async Task ClearAsync()
    {
        (text, wasRestored) = ("", false);
        await TrySaveAsync(Key, gone.Token);   // tried again when the field is left, should the database be away
        await GiveAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        if (Form is not null) Form.OnValidationStateChanged -= Refresh;
        await gone.CancelAsync();
        gone.Dispose();
        if (isLoaded && text != saved) await TrySaveAsync(Key, CancellationToken.None);
    }

    protected override void OnInitialized()
    {
        if (Form is not null) Form.OnValidationStateChanged += Refresh;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Value is not null && Value != given) text = given = Value;
        if (loadedKey == Key) return;
        loadedKey = Key;
        isLoaded = false;
        await RestoreAsync();
    }

    /// <summary>The field opens for typing when the draft is there: what is typed before would be lost to it.</summary>
    private async Task RestoreAsync()
    {
        while (!gone.IsCancellationRequested)
        {
            try
            {
                if (await drafts.LoadAsync(Key, gone.Token) is { } draft) (text, saved, wasRestored) = (draft, draft, true);
                isLoaded = true;
                if (wasRestored) await GiveAsync();
                return;
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                await PauseAsync(RetryAfter);
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task Typed(string typed)
    {
        (text, wasRestored) = (typed, false);
        if (isSaving) return;
        isSaving = true;
        try
        {
            await SaveUntilSettledAsync();
        }
        finally
        {
            isSaving = false;
        }
    }

    /// <summary>One save at a time, each with the latest text, until nothing newer was typed meanwhile.</summary>
    private async Task SaveUntilSettledAsync()
    {
        while (text != saved && !gone.IsCancellationRequested)
        {
            var before = text;
            await PauseAsync(hasFailed ? RetryAfter : TypingPause);
            if (gone.IsCancellationRequested || (before != text && !hasFailed)) continue;
            hasFailed = !await TrySaveAsync(Key, gone.Token);
            StateHasChanged();
        }
    }

    private async Task<bool> TrySaveAsync(string key, CancellationToken ct)
    {
        var sent = text;
        try
        {
            await drafts.SaveAsync(key, sent, ct);
            saved = sent;
            return true;
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            return false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task GiveAsync()
    {
        given = text;
        if ((Value ?? "") == text) return;
        await ValueChanged.InvokeAsync(text);
        if (Field is { } bound && text.Length > 0) Form!.NotifyFieldChanged(bound);   // emptied by sending, it is not yet wrong
    }

    private void Refresh(object? sender, ValidationStateChangedEventArgs e) => StateHasChanged();

    private async Task PauseAsync(TimeSpan length)
    {
        if (gone.IsCancellationRequested) return;
        await Task.Delay(length, clock, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
