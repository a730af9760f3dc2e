using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>How one wants to be told; ?category= leads to one row, from the foot of a message.</summary>
public sealed partial class PreferencesPage(SavePreferences save, DescribePreferences describe, ModuleCatalog catalog)
{
    private PreferencesRequest? form;
    private PreferenceOffer? offer;
    private RequestValidator? validator;
    private NotificationCategory? anchor;
    private string standing = "";
    private bool isOwn, isResetting, saved;

    private bool IsDirty => form is not null && PreferencesText.Write(form.ToPreferences()) != standing;

    protected override Task OnInitializedAsync()
    {
        var asked = ListQuery.Parse(new Uri(Nav.Uri).Query).Values.GetValueOrDefault("category");
        anchor = asked is not null && EnumNames.Parse<NotificationCategory>(asked) is [var category, ..] ? category : null;
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var loaded = await save.LoadAsync(Gone);
        var grounds = await describe.RunAsync(Gone);
        refusal = loaded.Refusal ?? grounds.Refusal;
        if (refusal is not null) return;
        var (terms, facts) = grounds.Value!;    // refused otherwise
        offer = new(terms.Offered, terms.Window, facts, [.. catalog.News.Where(n => n.IsForced || terms.Forced.Contains(n.Code))], IsForRole: false);
        (form, isOwn) = (loaded.Value!.Request, loaded.Value.IsOwn);    // as above
        standing = PreferencesText.Write(form.ToPreferences());
    }

    private async Task SaveAsync()
    {
        saved = false;
        if (await ActAsync(() => save.RunAsync(form!, Gone)))    // the button stands in its form
        {
            await LoadAsync(ReadAsync);
            saved = refusal is null;
        }
        else if (refusal is not null) validator?.Show(refusal);
    }

    private async Task ResetAsync()
    {
        saved = false;
        if (!await ActAsync(() => save.ResetAsync(Gone))) return;
        isResetting = false;
        await LoadAsync(ReadAsync);
        saved = refusal is null;
    }
}
