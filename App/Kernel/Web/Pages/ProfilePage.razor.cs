using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Web.Pages;

/// <summary>How one wants to see OpsFlux. Saving reloads the page, since the language is the circuit's from its first moment.</summary>
public sealed partial class ProfilePage(SaveProfile save)
{
    private ProfileRequest? form;
    private RequestValidator? validator;

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        var loaded = await save.LoadAsync(Gone);
        refusal = loaded.Refusal;
        if (loaded.Failed) return;
        form = loaded.Value;
        form.Theme ??= "";       // the choice "device" has to equal something to be shown as made
    });

    private async Task SaveAsync()
    {
        if (await ActAsync(() => save.RunAsync(form!, Gone))) Nav.NavigateTo("/session/refresh?returnUrl=/profile", forceLoad: true);   // the form stands only where it was loaded
        else if (refusal is not null) validator?.Show(refusal);
    }
}
