using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>Declares a ticket. Two required fields; what is typed is kept on the server until it is sent.</summary>
public sealed partial class NewTicket(
    OpenTicket open, GetTicket get, TicketChoices choices, ReadFields fields, AnswersDraft draft, IStringLocalizer<TicketsText> L)
{
    private const string OpenTray = "ticket:new";

    private readonly OpenTicketRequest form = new() { Tray = OpenTray };
    private string draftKey = "ticket:new";
    private IReadOnlyList<CategoryField> asked = [];

    /// <summary>Answers to every category's fields that were shown: where codes match, they are there again.</summary>
    private Dictionary<string, string?> answers = [];
    private IReadOnlyList<Choice> categories = [];
    private IReadOnlyList<Choice> sites = [];
    private RequestValidator? validator;
    private DraftText? title, description;

    /// <summary>Number of the ticket that this one carries on; anything else is as good as none.</summary>
    [SupplyParameterFromQuery]
    public string? Follows { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        categories = await choices.CategoriesAsync(Gone);
        sites = await choices.SitesAsync(Gone);
        answers = await draft.LoadAsync(Gone);
        if (Follows is { Length: > 0 }) await BeginAfterAsync(Follows);
    });

    /// <summary>The category was chosen: its fields stand beneath it at once.</summary>
    private Task AskAsync() => LoadAsync(async () => asked = form.CategoryId is { } category ? await fields.AskedAsync(category, Gone) : []);

    private Task KeepAsync() => LoadAsync(() => draft.SaveAsync(answers, Gone));

    /// <summary>Begins with what the former ticket was about; a draft begun earlier comes back over it.</summary>
    private async Task BeginAfterAsync(string number)
    {
        if ((await get.RunAsync(number, Gone)).Value?.Ticket is not { } former) return;
        (draftKey, form.Follows) = ($"ticket:new:{former.Number}", former.Number);
        form.Title = L["FollowUp.Title", former.Number, former.Title].Value.CutTo(TicketLimits.TitleMax);
        form.Description = L["FollowUp.Description", former.Number, Nav.ToAbsoluteUri($"/tickets/{former.Number}")];   // what people write may link to whole addresses alone
        form.Kind = former.TicketKind;
        if (categories.Any(c => c.Id == former.CategoryId)) form.CategoryId = former.CategoryId;
        await AskAsync();
        if (sites.Any(s => s.Id == former.SiteId)) form.SiteId = former.SiteId;
    }

    private async Task OpenAsync()
    {
        OpenedTicket? opened = null;
        form.Fields = asked.ToDictionary(f => f.Code, f => answers.GetValueOrDefault(f.Code));
        var done = await ActAsync(async () =>
        {
            var result = await open.RunAsync(form, Gone);
            opened = result.Value;
            return result.Outcome;
        });
        if (!done || opened is null)
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        foreach (var field in new[] { title, description }.OfType<DraftText>()) await field.ClearAsync();
        await LoadAsync(() => draft.DiscardAsync(Gone));
        Nav.NavigateTo($"/tickets/{opened.Number}");
    }
}
