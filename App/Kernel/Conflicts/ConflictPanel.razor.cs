using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Conflicts;

/// <summary>
/// Lets somebody choose, field by field, between his value and the one that another person saved meanwhile, or write a
/// third. Shown again with newer values when yet another edit came in between; what was chosen already stays.
/// </summary>
public sealed partial class ConflictPanel(TextCatalog Texts, ReaderZone zone, TimeProvider clock, IJSRuntime js)
{
    private List<ConflictChoice> choices = [];
    private IReadOnlyList<EditConflict> shown = [];
    private bool isTried;

    [Parameter, EditorRequired] public IReadOnlyList<EditConflict> Conflicts { get; set; } = [];

    /// <summary>The words of a code that has no name: states, enums.</summary>
    [Parameter, EditorRequired] public Func<string, string?, string> Show { get; set; } = default!;

    /// <summary>The words of a field.</summary>
    [Parameter, EditorRequired] public Func<string, string> LabelOf { get; set; } = default!;
    [Parameter] public bool Busy { get; set; }

    /// <summary>What the settled values were refused for, other than a newer conflict.</summary>
    [Parameter] public Refusal? Refusal { get; set; }

    /// <summary>The changes to send in place of those that clashed.</summary>
    [Parameter, EditorRequired] public EventCallback<IReadOnlyList<FieldChange>> OnSettle { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(shown, Conflicts)) return;
        var before = choices.ToDictionary(c => c.Conflict.Field);
        choices = [.. Conflicts.Select(c => new ConflictChoice(c, before.GetValueOrDefault(c.Field)))];
        (shown, isTried) = (Conflicts, false);
    }

    private async Task SettleAsync()
    {
        isTried = true;
        if (choices.Any(c => c.Picked is null))
        {
            StateHasChanged();
            await js.InvokeVoidAsync("OpsFlux.focusFirstError");
            return;
        }

        await OnSettle.InvokeAsync([.. choices.Select(c => c.Settle())]);
    }

    private string Words(string field, ConflictValue value) => value.Name ?? Show(field, value.Code);

    private string AuthorOf(EditConflict conflict) => conflict is { By: { } by, At: { } at }
        ? Texts.Format("Conflict.Theirs", by, new InstantWording(zone, Texts).Short(at, clock.GetUtcNow()))
        : Texts["Conflict.TheirsUnknown"];
}
