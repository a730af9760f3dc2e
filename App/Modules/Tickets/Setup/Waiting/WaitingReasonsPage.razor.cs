using System.Globalization;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Pages;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Waiting;

/// <summary>Why tickets may wait: names, order, and which clocks stand still.</summary>
public sealed partial class WaitingReasonsPage(EditWaitingReasons edit, IStringLocalizer<TicketsText> L)
{
    private IReadOnlyList<WaitingReason>? reasons;
    private SaveWaitingReasonRequest? form;
    private WaitingReason? retiring;
    private RequestValidator? validator;
    private bool mayChange, isRenamed;

    protected override Task OnInitializedAsync()
    {
        mayChange = User.MayConfigureAll;
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await edit.ListAsync(Gone);
        if (read.Failed) refusal = read.Refusal;
        else reasons = read.Value;
    }

    private void Open(WaitingReason? reason)
    {
        (refusal, isRenamed) = (null, reason is { Name: not null } && EditWaitingReasons.IsBuiltIn(reason.Code));
        form = reason is null ? new() : new()
        {
            Code = reason.Code,
            Version = reason.Version,
            French = reason.Name ?? BuiltIn(reason.Code, "fr"),
            English = reason.Name is null ? BuiltIn(reason.Code, "en") : reason.EnglishName,
            StopsResolution = reason.StopsResolution,
            StopsReply = reason.StopsReply,
        };
    }

    /// <summary>The name that came with OpsFlux, whatever the reader's language.</summary>
    private string BuiltIn(string code, string language)
    {
        var reader = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var name = Texts.WaitingReasonOf(code);
        CultureInfo.CurrentUICulture = reader;
        return name;
    }

    private async Task SaveAsync()
    {
        await ChangeAsync(() => edit.SaveAsync(form!, Gone));   // the form is open
        if (refusal is not null) validator?.Show(refusal);
    }

    private Task ResetAsync() => ChangeAsync(() => edit.ResetNameAsync(form!.Code!, form.Version, Gone));   // only a standing one is offered this

    private Task ToggleAsync(WaitingReason reason)
    {
        (refusal, retiring) = (null, reason.IsActive ? reason : null);
        return reason.IsActive ? Task.CompletedTask : ActivateAsync(reason, true);
    }

    private Task ActivateAsync(WaitingReason reason, bool isActive) => ChangeAsync(() => edit.ActivateAsync(reason.Code, reason.Version, isActive, Gone));

    private async Task ChangeAsync(Func<Task<Result>> change)
    {
        if (!await ActAsync(change)) return;
        (form, retiring) = (null, null);
        await LoadAsync(ReadAsync);
    }
}
