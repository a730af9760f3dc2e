using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Access.Explaining;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Access.Pages;

/// <summary>Why can this person see or do this? What is asked stands in the address, so that every page can link to an answer.</summary>
public sealed partial class WhyPage(ExplainAccess explain, FindPeople people)
{
    private Colleague? person;
    private string permission = "", number = "", structure = "";
    private IReadOnlyList<StructureChoice> structures = [];
    private AccessAnswer? answer;

    [SupplyParameterFromQuery(Name = "person")] public Guid? PersonId { get; set; }
    [SupplyParameterFromQuery(Name = "permission")] public string? Permission { get; set; }
    [SupplyParameterFromQuery(Name = "number")] public string? Number { get; set; }
    [SupplyParameterFromQuery(Name = "structure")] public Guid? Structure { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        (permission, number, structure, answer, refusal) = (Permission ?? "", Number ?? "", Structure?.ToString() ?? "", null, null);
        await LoadAsync(async () =>
        {
            structures = await people.StructuresAsync(Gone);
            person = PersonId is { } id ? await people.ByIdAsync(id, Gone) : null;
            if (person is not null && permission.Length > 0) await AnswerAsync();
        });
    }

    private Task<IReadOnlyList<Colleague>> SuggestAsync(string typed, CancellationToken ct) => people.RunAsync(typed, ct);

    private void Choose(Colleague chosen) => person = chosen;

    /// <summary>By the address, which then can be sent to somebody; asked again, the same address is answered in place.</summary>
    private Task AskAsync()
    {
        if (person is null || permission.Length == 0)
        {
            refusal = Refusal.Invalid(new FieldError(person is null ? "Person" : "Permission", "required"));
            return Task.CompletedTask;
        }

        var asked = $"/admin/access/why?person={person.Id}&permission={permission}&number={Uri.EscapeDataString(number.Trim())}&structure={structure}";
        if (new Uri(Nav.Uri).PathAndQuery == asked) return LoadAsync(AnswerAsync);
        Nav.NavigateTo(asked);
        return Task.CompletedTask;
    }

    private async Task AnswerAsync()
    {
        var asked = await explain.RunAsync(new(person!.Id, permission, number, Guid.TryParse(structure, out var id) ? id : null), Gone);   // asked once somebody was chosen
        (answer, refusal) = (asked.Value, asked.Refusal);
    }

    private string? Wrong(string field) => refusal?.Fields.FirstOrDefault(f => f.Field == field) is { } error ? Texts.Of(error) : null;
}
