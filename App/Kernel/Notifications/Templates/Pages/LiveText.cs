using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;

namespace OpsFlux.Kernel.Notifications.Templates.Pages;

/// <summary>A text of a form that is known with every key, for previews: a line, or several with <see cref="Rows"/>.</summary>
public sealed class LiveText : InputBase<string?>
{
    [Parameter] public int Rows { get; set; } = 1;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, Rows > 1 ? "textarea" : "input");
        builder.AddMultipleAttributes(1, AdditionalAttributes);
        if (Rows > 1) builder.AddAttribute(2, "rows", Rows);
        builder.AddAttribute(3, "class", CssClass);
        builder.AddAttribute(4, "value", CurrentValueAsString);
        builder.AddAttribute(5, "oninput", EventCallback.Factory.CreateBinder<string?>(this, typed => CurrentValueAsString = typed, CurrentValueAsString));
        builder.SetUpdatesAttributeName("value");    // what is typed meanwhile is not written over
        builder.CloseElement();
    }

    protected override bool TryParseValueFromString(string? value, out string? result, [NotNullWhen(false)] out string? validationErrorMessage)
    {
        (result, validationErrorMessage) = (value, null);
        return true;
    }
}
