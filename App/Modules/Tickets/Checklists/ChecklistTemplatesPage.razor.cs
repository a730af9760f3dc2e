using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Setup;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Checklists;

/// <summary>The checklists with which tickets of a category begin.</summary>
public sealed partial class ChecklistTemplatesPage(ChecklistTemplates keep, TicketChoices choices, IStringLocalizer<TicketsText> L)
{
    private IReadOnlyList<TemplateLine>? templates;
    private IReadOnlyList<Choice> categories = [];
    private ChecklistTemplateRequest? form;
    private TemplateLine? removing;
    private RequestValidator? validator;
    private bool mayChange;

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        mayChange = User.MayConfigureAll;
        await ReadAsync();
        categories = await choices.CategoriesAsync(Gone);
    });

    private async Task ReadAsync()
    {
        var result = await keep.RunAsync(Gone);
        if (result.Failed) refusal = result.Refusal;
        else templates = result.Value;
    }

    private void Begin(TemplateLine? template)
    {
        refusal = null;
        form = template is null ? new() : new()
        {
            Id = template.Id, Name = template.Name, CategoryId = template.CategoryId, Lines = string.Join('\n', template.Items), IsRequired = template.IsRequired,
        };
        // A category out of use stays on offer for the template that has it.
        if (template is not null && categories.All(c => c.Id != template.CategoryId)) categories = [new(template.CategoryId, template.Category), .. categories];
    }

    private async Task SaveAsync()
    {
        if (form is null) return;
        if (await ActAsync(() => keep.SaveAsync(form, Gone)))
        {
            form = null;
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null)
        {
            validator?.Show(refusal);
        }
    }

    private async Task RemoveAsync(TemplateLine template)
    {
        var done = await ActAsync(() => keep.RemoveAsync(template.Id, Gone));
        removing = null;
        if (done) await LoadAsync(ReadAsync);
    }
}
