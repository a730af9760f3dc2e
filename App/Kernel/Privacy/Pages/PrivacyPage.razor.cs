using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Privacy.Anonymising;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Privacy.Pages;

/// <summary>What is held on one person, to be handed over or erased.</summary>
public sealed partial class PrivacyPage(FindHeldPeople find, AnonymisePerson anonymise)
{
    private HeldPerson? person;
    private AnonymisePreview? preview;
    private AnonymiseRequest? form;
    private RequestValidator? validator;
    private string? done;

    /// <summary>Whom the page is opened for, from his own page.</summary>
    [SupplyParameterFromQuery(Name = "person")] public Guid? Asked { get; set; }

    protected override Task OnInitializedAsync() => Asked is { } id ? LoadAsync(async () => person = await find.OneAsync(id, Gone)) : Task.CompletedTask;

    private void ChooseAsync(HeldPerson chosen)
    {
        Close();
        (person, done) = (chosen, null);
    }

    private Task PreviewAsync() => ActAsync(async () =>
    {
        var read = await anonymise.PreviewAsync(person?.Id ?? Guid.Empty, Gone);
        preview = read.Value;
        form = preview is null ? null : new() { PersonId = preview.Id };
        return new Result(read.Refusal);
    });

    private async Task AnonymiseAsync()
    {
        if (form is not { } sent || preview is not { } shown) return;
        if (!await ActAsync(() => anonymise.RunAsync(sent, Gone)))
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        done = shown.Pseudonym;
        Close();
        await LoadAsync(async () => person = await find.OneAsync(sent.PersonId, Gone));
    }

    private void Close() => (preview, form, refusal) = (null, null, null);
}
