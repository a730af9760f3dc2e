using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// What is wrong with a field, beneath it. The element is always there, with the id "error-{field}" unless another is
/// given, so that the input may name it in aria-describedby.
/// </summary>
public sealed class FieldError : ComponentBase, IDisposable
{
    private FieldIdentifier field;
    private EditContext? followed;

    [CascadingParameter] private EditContext? Form { get; set; }
    [Parameter, EditorRequired] public Expression<Func<object?>> For { get; set; } = null!; // EditorRequired
    [Parameter] public string? Id { get; set; }

    public void Dispose()
    {
        if (followed is not null) followed.OnValidationStateChanged -= Refresh;
    }

    protected override void OnParametersSet()
    {
        field = FieldIdentifier.Create(For);
        if (ReferenceEquals(followed, Form)) return;
        Dispose();
        followed = Form;
        if (followed is not null) followed.OnValidationStateChanged += Refresh;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "p");
        builder.AddAttribute(1, "class", "field-error");
        builder.AddAttribute(2, "id", Id ?? $"error-{field.FieldName}");
        builder.AddContent(3, string.Join(' ', Form?.GetValidationMessages(field) ?? []));
        builder.CloseElement();
    }

    private void Refresh(object? sender, ValidationStateChangedEventArgs e) => StateHasChanged();
}
