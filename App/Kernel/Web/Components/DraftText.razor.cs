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
    private string text = "";
    private string? given, loadedKey;
    private DraftCopy? copy;
    private bool isLoaded, isTyped, isSaving, hasFailed, wasRestored;

    /// <summary>Names the draft: one per form and record, such as "reply:{id}".</summary>
    [Parameter, EditorRequired] public string Key { get; set; } = "";
    [Parameter] public string? Value { get; set; }
    [Parameter] public EventCallback<string> ValueChanged { get; set; }
    [Parameter] public string? Label { get; set; }
    [Parameter] public int Rows { get; set; } = 4;
    [Parameter] public string? Placeholder { get; set; }
    [Parameter] public string? Id { get; set; }

    /// <summary>What the text replaces, as it stood when typing began; kept with the draft, and given back by <see cref="OnRestored"/>.</summary>
    [Parameter] public string? Basis { get; set; }
    [Parameter] public EventCallback<KeptDraft> OnRestored { get; set; }

    /// <summary>Given by @bind-Value: inside an EditForm the text is validated as the field it stands for.</summary>
    [Parameter] public Expression<Func<string?>>? ValueExpression { get; set; }

    [CascadingParameter] private EditContext? Form { get; set; }

    private string FieldId => Id ?? ownId;

    private FieldIdentifier? Field => Form is not null && ValueExpression is not null ? FieldIdentifier.Create(ValueExpression) : null;

    /// <summary>As FieldError names itself.</summary>
    private string? DescribedBy => Field is { } bound ? $"error-{bound.FieldName}" : null;

    private bool IsInvalid => Field is { } bound && Form!.GetValidationMessages(bound).Any();   // a field is one of a form

    private string? StateText =>
        hasFailed ? "Draft.NotSaved" : Saved.Length == 0 || Saved != text ? null : wasRestored ? "Draft.Restored" : "Draft.Saved";

    private string Saved => copy?.Saved ?? "";

    /// <summary>What another tab of the same person typed here; not shown while it says the same.</summary>
    private KeptDraft? Other => copy?.Other is { } other && other.Body != text ? other : null;

    /// <summary>Discards text and draft, once what was typed has been sent.</summary>
    public async Task ClearAsync()
    {
        (text, wasRestored, isTyped) = ("", false, true);
        await TrySaveAsync(gone.Token);   // tried again when the field is left, should the database be away
        await GiveAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        if (Form is not null) Form.OnValidationStateChanged -= Refresh;
        await gone.CancelAsync();
        gone.Dispose();
        if (isLoaded && isTyped && text != Saved) await TrySaveAsync(CancellationToken.None);
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
                copy = new(drafts, Key);
                if (await copy.LoadAsync(gone.Token) is { } draft) await TakeAsync(draft);
                isLoaded = true;
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
        (text, wasRestored, isTyped) = (typed, false, true);
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
        while (text != Saved && !gone.IsCancellationRequested)
        {
            var before = text;
            await PauseAsync(hasFailed ? RetryAfter : TypingPause);
            if (gone.IsCancellationRequested || (before != text && !hasFailed)) continue;
            hasFailed = !await TrySaveAsync(gone.Token);
            StateHasChanged();
        }
    }

    private Task UseOtherAsync() => SettleAsync(async () =>
    {
        if (copy is not null && await copy.UseOtherAsync(gone.Token) is { } other) await TakeAsync(other);
    });

    private Task MergeOtherAsync() => SettleAsync(async () =>
    {
        if (copy?.Other is not { } other) return;
        text = text.Length == 0 ? other.Body : $"{text.TrimEnd()}\n\n{other.Body}";
        await copy.SettleOtherAsync(text, Basis, gone.Token);
        await GiveAsync();
    });

    private Task DiscardOtherAsync() => SettleAsync(() => copy?.SettleOtherAsync(text, Basis, gone.Token) ?? Task.CompletedTask);

    /// <summary>While the database is away both texts stay as they are, and the field says that it is not saved.</summary>
    private async Task SettleAsync(Func<Task> settle)
    {
        try
        {
            await settle();
            hasFailed = false;
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            hasFailed = true;
        }
    }

    private async Task TakeAsync(KeptDraft draft)
    {
        (text, wasRestored) = (draft.Body, true);
        await OnRestored.InvokeAsync(draft);
        await GiveAsync();
    }

    private async Task<bool> TrySaveAsync(CancellationToken ct)
    {
        if (copy is null) return true;   // not loaded yet: the field is closed, nothing was typed
        try
        {
            await copy.SaveAsync(text, Basis, ct);
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
