using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using Error = OpsFlux.Kernel.Results.FieldError;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// Inside an EditForm: checks the request by the rules its use case applies (<see cref="RequestValidation"/>), all of it
/// when sent, one field when it changes, and puts what the server refused next to the fields. The first error takes the focus.
/// </summary>
public sealed class RequestValidator : ComponentBase, IDisposable
{
    // Both set by the framework; a validator outside an EditForm is a bug and fails at once.
    private EditContext form = null!;
    private ValidationMessageStore messages = null!;
    private bool isFocusDue;

    [CascadingParameter] private EditContext? Form { get; set; }
    [Inject] private TextCatalog Texts { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <summary>Shows a refusal's field errors; errors of no field are for RefusalAlert.</summary>
    public void Show(Refusal refusal)
    {
        messages.Clear();
        Add(refusal.Fields);
    }

    public void Dispose()
    {
        if (form is null) return;
        form.OnValidationRequested -= CheckAll;
        form.OnFieldChanged -= CheckField;
    }

    protected override void OnInitialized()
    {
        form = Form ?? throw new InvalidOperationException($"{nameof(RequestValidator)} stands inside an EditForm.");
        messages = new(form);
        form.OnValidationRequested += CheckAll;
        form.OnFieldChanged += CheckField;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isFocusDue) return;
        isFocusDue = false;
        await Js.InvokeVoidAsync("OpsFlux.focusFirstError");
    }

    private void CheckAll(object? sender, ValidationRequestedEventArgs e)
    {
        messages.Clear();
        Add(RequestValidation.Errors(form.Model));
    }

    private void CheckField(object? sender, FieldChangedEventArgs e)
    {
        messages.Clear(e.FieldIdentifier);
        foreach (var error in RequestValidation.Errors(form.Model).Where(error => error.Field == e.FieldIdentifier.FieldName))
            messages.Add(e.FieldIdentifier, Texts.Of(error));
        form.NotifyValidationStateChanged();
    }

    private void Add(IReadOnlyList<Error> errors)
    {
        foreach (var error in errors) messages.Add(form.Field(error.Field), Texts.Of(error));
        form.NotifyValidationStateChanged();
        isFocusDue = errors.Count > 0;
        if (isFocusDue) StateHasChanged();
    }
}
