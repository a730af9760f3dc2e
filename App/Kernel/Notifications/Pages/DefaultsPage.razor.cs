using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Policies;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>What counts for whoever has a role and chose nothing himself.</summary>
public sealed partial class DefaultsPage(SaveDefaults save, ModuleCatalog catalog)
{
    private PreferencesRequest? form;
    private NotificationPreferences standing = NotificationPreferences.Standard;
    private PreferenceOffer? offer;
    private RequestValidator? validator;
    private Asked? asked;
    private string? name;
    private bool isChosen, saved;

    /// <summary>What is asked before it is done.</summary>
    private enum Asked
    {
        Silence,
        Reset,
    }

    /// <summary>Its code.</summary>
    [Parameter] public string Role { get; set; } = "";

    /// <summary>Nothing was read: there may be no such role, and then no name for it.</summary>
    private bool IsNowhere => form is null && refusal is not null;

    private string Title => IsNowhere ? Texts["NotificationPolicy.Roles"] : RoleWords.Of(Texts, Role, name);

    private bool IsDirty => form is not null && PreferencesText.Write(form.ToPreferences()) != PreferencesText.Write(standing);

    protected override Task OnParametersSetAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var loaded = await save.LoadAsync(Role, Gone);
        refusal = loaded.Refusal;
        if (loaded.Value is not { } read) return;
        var terms = read.Terms;
        offer = PreferenceOffer.OfRole(terms.Offered, terms.Window, Zone.Zone, [.. catalog.News.Where(n => n.IsForced || terms.Forced.Contains(n.Code))]);
        (form, name, isChosen) = (read.Request, read.Name, read.IsChosen);
        standing = form.ToPreferences();
    }

    private void Ask(Asked? what) => (asked, refusal) = (what, null);

    private Task AskOrSaveAsync()
    {
        if (!form!.ToPreferences().TellsLessThan(standing)) return SaveAsync();    // the button stands in its form
        Ask(Asked.Silence);
        return Task.CompletedTask;
    }

    private async Task SaveAsync()
    {
        saved = false;
        var done = await ActAsync(() => save.RunAsync(Role, form!, Gone));    // as above
        asked = null;
        if (!done && refusal is not null) validator?.Show(refusal);
        else await ShowSavedAsync();
    }

    private async Task ResetAsync()
    {
        saved = false;
        if (!await ActAsync(() => save.ResetAsync(Role, Gone))) return;
        asked = null;
        await ShowSavedAsync();
    }

    private async Task ShowSavedAsync()
    {
        await LoadAsync(ReadAsync);
        saved = refusal is null;
    }
}
