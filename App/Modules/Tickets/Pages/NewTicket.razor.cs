using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>Declares a ticket. Two required fields; what is typed is kept on the server until it is sent.</summary>
public sealed partial class NewTicket(OpenTicket open, TicketChoices choices, IStringLocalizer<TicketsText> L)
{
    private readonly OpenTicketRequest form = new();
    private IReadOnlyList<Choice> categories = [];
    private IReadOnlyList<Choice> sites = [];
    private RequestValidator? validator;
    private DraftText? title, description;

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        categories = await choices.CategoriesAsync(Gone);
        sites = await choices.SitesAsync(Gone);
    });

    private async Task OpenAsync()
    {
        OpenedTicket? opened = null;
        var done = await ActAsync(async () =>
        {
            var result = await open.RunAsync(form, Gone);
            opened = result.Value;
            return result.Failed ? result.Refusal : Result.Ok;
        });
        if (!done || opened is null)
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        foreach (var field in new[] { title, description }.OfType<DraftText>()) await field.ClearAsync();
        Nav.NavigateTo($"/tickets/{opened.Number}");
    }
}
