using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Priorities;

/// <summary>The matrix of impact and urgency, for the organisation or a structure; the structure is in the address.</summary>
public sealed partial class PrioritiesPage(EditPriorities edit, IStringLocalizer<TicketsText> L)
{
    private IReadOnlyList<Choice> structures = [];
    private PrioritiesShown? shown;
    private Priority[] cells = [];
    private bool asking, saved;

    [SupplyParameterFromQuery] public Guid? Structure { get; set; }

    private bool IsChanged => shown is not null && (!cells.SequenceEqual(shown.Matrix.Priorities) || (shown.Version == 0 && Differences > 0));

    private int Differences => shown is null ? 0 : cells.Zip(shown.Inherited.Priorities).Count(pair => pair.First != pair.Second);

    private string Source => (shown, Structure) switch
    {
        ({ Version: > 0 }, null) => L["Setup.Priorities.OwnOrganisation"],
        ({ Version: > 0 }, _) => L["Setup.Priorities.Own"],
        ({ From: { } from }, _) => L["Setup.InheritedFrom", from],
        (_, null) => L["Setup.Priorities.AreUsual"],
        _ => L["Setup.InheritedFrom", L["Setup.WholeOrganisation"]],
    };

    protected override async Task OnParametersSetAsync()
    {
        (shown, refusal, saved, asking) = (null, null, false, false);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        structures = await edit.StructuresAsync(Gone);
        var read = await edit.ShowAsync(Structure, Gone);
        (shown, refusal) = (read.Value, read.Refusal);
        cells = [.. shown?.Matrix.Priorities ?? []];
    }

    private void Choose(ChangeEventArgs e) => Nav.NavigateTo(e.Value is string { Length: > 0 } id ? $"/admin/tickets/priorities?structure={id}" : "/admin/tickets/priorities");

    private void Set(int cell, ChangeEventArgs e)
    {
        if (Enum.TryParse<Priority>(e.Value as string, out var priority)) cells[cell] = priority;
    }

    private async Task SaveAsync(Priority[]? priorities)
    {
        if (!await ActAsync(() => edit.RunAsync(new(Structure, priorities, shown!.Version), Gone))) return;   // the button stands where it was read
        (saved, asking) = (true, false);
        await LoadAsync(ReadAsync);
    }
}
