using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// A text field with suggestions (the combobox pattern of ARIA). It asks once typing pauses, shows the latest answer alone,
/// and keeps what was typed: what is not in the list may still be taken by Enter, if <see cref="OnEntered"/> wants it.
/// </summary>
public sealed partial class SuggestField<TItem>(TextCatalog Texts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private readonly string listId = $"suggest-{Guid.CreateVersion7():N}";
    private readonly CancellationTokenSource gone = new();
    private ElementReference field;
    private IReadOnlyList<TItem> items = [];
    private string text = "";
    private int active = -1;
    private bool isOpen, wasAsked;

    [Parameter, EditorRequired] public string Id { get; set; } = "";
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Placeholder { get; set; }
    [Parameter, EditorRequired] public Func<string, CancellationToken, Task<IReadOnlyList<TItem>>> Search { get; set; } = default!;
    [Parameter, EditorRequired] public RenderFragment<TItem> ItemTemplate { get; set; } = default!;

    /// <summary>What the field shows once something was chosen; null: it is emptied for the next one.</summary>
    [Parameter] public Func<TItem, string>? TextOf { get; set; }
    [Parameter] public EventCallback<TItem> OnChosen { get; set; }

    /// <summary>Enter, with a text that nothing of the list was chosen for.</summary>
    [Parameter] public EventCallback<string> OnEntered { get; set; }

    /// <summary>With every change of the text.</summary>
    [Parameter] public EventCallback<string> OnTyped { get; set; }

    /// <summary>Asks before anything is typed: for short lists.</summary>
    [Parameter] public bool AsksAtOnce { get; set; }
    [Parameter] public bool Focused { get; set; }

    private string Announcement => !wasAsked || text.Length == 0 ? "" : items.Count == 0 ? Texts["Suggest.None"] : Texts.Format("Suggest.Count", items.Count);

    public void Dispose()
    {
        if (gone.IsCancellationRequested) return;
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Focused) return;
        await field.TryFocusAsync();
        if (AsksAtOnce) await AskAsync("");
    }

    private string OptionId(int at) => $"{listId}-{at}";

    private async Task TypedAsync(string? typed)
    {
        text = typed ?? "";
        await OnTyped.InvokeAsync(text);
        if (text.Trim().Length == 0 && !AsksAtOnce) Close();
        else await AskAsync(text);
    }

    private async Task AskAsync(string asked)
    {
        try
        {
            await Task.Delay(TypingPause, clock, gone.Token);
            if (asked != text) return;   // somebody types on: the last pause asks
            var found = await Search(asked, gone.Token);
            if (asked != text) return;
            (items, active, isOpen, wasAsked) = (found, -1, found.Count > 0, true);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The field has left the page.
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            Close();   // suggestions are a help: without them a number can still be typed
        }
    }

    private Task PressedAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when isOpen:
                active = (active + 1) % items.Count;
                return Task.CompletedTask;
            case "ArrowUp" when isOpen:
                active = active <= 0 ? items.Count - 1 : active - 1;
                return Task.CompletedTask;
            case "Escape":
                Close();
                return Task.CompletedTask;
            case "Enter" when isOpen && active >= 0:
                return ChooseAsync(items[active]);
            case "Enter" when text.Trim().Length > 0:
                return EnterAsync();
            default:
                return Task.CompletedTask;
        }
    }

    private async Task EnterAsync()
    {
        var entered = text;
        if (TextOf is null) text = "";
        Close();
        await OnEntered.InvokeAsync(entered);
    }

    private async Task ChooseAsync(TItem item)
    {
        text = TextOf?.Invoke(item) ?? "";
        Close();
        await OnChosen.InvokeAsync(item);
    }

    private void Close() => (isOpen, active, items, wasAsked) = (false, -1, [], false);   // nothing is announced of a list that is gone
}
