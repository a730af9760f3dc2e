using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Identity;

/// <summary>The organisation's name, logo, colours, language and zone.</summary>
public sealed partial class OrganisationPage(SaveOrganisation save, ChangeLogo changeLogo)
{
    private SaveOrganisationRequest? form;
    private OrganisationLogo? logo;
    private AccentPalette? palette;
    private Refusal? logoRefusal;
    private RequestValidator? validator;
    private string? before;
    private bool saved, logoSaved, asking;

    /// <summary>What was done just before the document was loaded again: settings or logo.</summary>
    [SupplyParameterFromQuery(Name = "saved")] public string? Done { get; set; }

    /// <summary>The present one too, should the system's list spell it otherwise.</summary>
    private IEnumerable<string> Zones => before is null || ReaderZone.Places.Contains(before) ? ReaderZone.Places : ReaderZone.Places.Prepend(before);

    protected override Task OnInitializedAsync()
    {
        (saved, logoSaved) = (Done == "settings", Done == "logo");
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await save.LoadAsync(Gone);
        refusal = read.Refusal;
        if (read.Value is not { } view) return;
        (form, logo, before, palette) = (view.Form, view.Logo, view.Form.ZoneId, AccentPalette.Of(view.Form.Accent));
    }

    private void UseOwn(bool own) => Choose(own ? "#0f5fc2" : null);

    private void Choose(string? accent)
    {
        if (form is null) return;
        form.Accent = accent?.Trim();
        palette = AccentPalette.Of(form.Accent);
    }

    /// <summary>Another zone moves more than clocks on screens: that is said first.</summary>
    private Task AskAsync()
    {
        (saved, asking) = (false, form?.ZoneId != before);
        return asking ? Task.CompletedTask : SaveAsync();
    }

    private async Task SaveAsync()
    {
        if (form is null) return;
        var done = await ActAsync(() => save.RunAsync(form, Gone));
        if (!done)
        {
            if (refusal is { Fields.Count: > 0 } wrong)
            {
                asking = false;
                validator?.Show(wrong);
            }

            return;
        }

        asking = false;
        await LoadAsync(ReadAsync);
        saved = true;
        ShowEverywhere("settings");
    }

    /// <summary>Name, logo and colours stand in the document around the page: it is loaded again, and says then what was done.</summary>
    private void ShowEverywhere(string what) => Nav.NavigateTo($"/admin/organisation?saved={what}", forceLoad: true, replace: true);

    private async Task SendLogoAsync(InputFileChangeEventArgs e)
    {
        if (e.File.Size > OrganisationLimits.LogoBytes)
        {
            logoRefusal = Refusal.Conflict(OrganisationRefusals.LogoTooLarge, OrganisationLimits.LogoBytes / 1024);
            return;
        }

        try
        {
            using var memory = new MemoryStream();
            await e.File.OpenReadStream(OrganisationLimits.LogoBytes, Gone).CopyToAsync(memory, Gone);
            await ChangeLogoAsync(memory.ToArray());
        }
        catch (IOException)
        {
            logoRefusal = Refusal.Conflict(OrganisationRefusals.LogoType);   // gone or changed since it was chosen
        }
    }

    private async Task ChangeLogoAsync(byte[]? content)
    {
        if (form is not { } shown || busy) return;
        busy = true;
        logoRefusal = await TryAsync(() => changeLogo.RunAsync(content, shown.Version, Gone));
        busy = false;
        if (logoRefusal is not null) return;
        var typed = (shown.Name, shown.Language, shown.ZoneId, shown.Accent);
        await LoadAsync(ReadAsync);
        if (form is null) return;
        var isTyping = (form.Name, form.Language, form.ZoneId, form.Accent) != typed;
        (form.Name, form.Language, form.ZoneId, form.Accent) = typed;   // what was typed and not saved stays
        logoSaved = true;
        if (!isTyping) ShowEverywhere("logo");
    }
}
