using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Web;

/// <summary>A value to choose from, and its words.</summary>
public sealed record InPlaceChoice(string Value, string Text);

/// <summary>
/// Edits one field where it stands: Enter or leaving it saves that field alone, Escape gives it back as it was. What was
/// refused is said beneath it, and what was typed stays. Live news of the record do not disturb an open field: it remembers
/// the value that its author saw, which the merge needs.
/// </summary>
public sealed partial class InPlace(TextCatalog Texts)
{
    private readonly string id = $"inplace-{Guid.CreateVersion7():N}";
    private ElementReference opener, control;
    private IReadOnlyList<InPlaceChoice>? choices;
    private string? value, seen, error;
    private bool isOpen, isBusy, isByKey, focusControl, focusOpener;

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>As it is stored: a text, an id, the name of an enum's value.</summary>
    [Parameter] public string? Value { get; set; }

    /// <summary>The value in words, for those who hear the page.</summary>
    [Parameter] public string? Shown { get; set; }
    [Parameter] public bool IsEditable { get; set; }

    /// <summary>What may be chosen, read when the field opens; null makes it a line of text.</summary>
    [Parameter] public Func<Task<IReadOnlyList<InPlaceChoice>>>? Choices { get; set; }

    /// <summary>The words of 'none'; null where one has to be chosen.</summary>
    [Parameter] public string? Empty { get; set; }
    [Parameter] public int MaxLength { get; set; } = 200;

    /// <summary>Saves (seen, wanted); answers the refusal to show here, or null when it was done or is shown elsewhere.</summary>
    [Parameter, EditorRequired] public Func<string?, string?, Task<Refusal?>> OnSave { get; set; } = default!;
    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var (toControl, toOpener) = (focusControl && isOpen, focusOpener && !isOpen);
        (focusControl, focusOpener) = (false, false);    // before waiting: a redraw meanwhile must not do it again
        if (toControl) await control.TryFocusAsync();
        else if (toOpener) await opener.TryFocusAsync();
    }

    private async Task OpenAsync()
    {
        IReadOnlyList<InPlaceChoice>? offered;
        try
        {
            offered = Choices is null ? null : await Choices();
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            error = Texts.Of(Refusal.DatabaseUnavailable);
            return;
        }

        // What stands now stays on offer even where nobody could choose it anew, such as a category out of use.
        if (offered is not null && Value is { Length: > 0 } && offered.All(c => c.Value != Value)) offered = [new(Value, Shown ?? Value), .. offered];
        (choices, value, seen, error) = (offered, Value ?? "", Value, null);
        (isOpen, isByKey, focusControl) = (true, true, true);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        isByKey = true;
        if (key.Key == "Escape") Close(focus: true);
        else if (key.Key == "Enter" && choices is not null) await SaveAsync(stay: true);   // a line of text submits its form by itself
    }

    /// <summary>A choice by pointer is final; by key one passes over others on the way.</summary>
    private Task ChangedAsync() => isByKey ? Task.CompletedTask : SaveAsync(stay: true);

    /// <param name="stay">Whether the person is still here, so that the focus returns to the value.</param>
    private async Task SaveAsync(bool stay)
    {
        if (!isOpen || isBusy) return;
        if ((value ?? "").Trim() == (seen ?? ""))
        {
            Close(stay);
            return;
        }

        isBusy = true;
        var refused = await OnSave(seen, string.IsNullOrWhiteSpace(value) ? null : value.Trim());
        isBusy = false;
        error = refused is null ? null : Words(refused);
        if (refused is null) Close(stay);
        else focusControl = stay;
    }

    private void Close(bool focus) => (isOpen, focusOpener, error) = (false, focus, null);

    private string Words(Refusal refused) => refused.Fields is [] ? Texts.Of(refused) : string.Join(' ', refused.Fields.Select(Texts.Of));
}
