using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists.Pages;

/// <summary>The checklists with which interventions begin: which work each is for, and its points.</summary>
public sealed partial class ChecklistsPage(EditChecklists keep)
{
    private IReadOnlyList<ChecklistLine>? lines;
    private IReadOnlyList<Choice> types = [];
    private SaveChecklistRequest? form;
    private ChecklistLine? removing;
    private RequestValidator? validator;
    private bool mayChange;

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        mayChange = User.CanEverywhere(MaintenancePermissions.ManageChecklists);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var result = await keep.ListAsync(Gone);
        if (result.Failed) refusal = result.Refusal;
        else lines = result.Value;
    }

    private Task BeginAsync(ChecklistLine? line) => LoadAsync(async () =>
    {
        refusal = null;
        types = await keep.TypesAsync(line?.Checklist.EquipmentTypeId, Gone);
        form = line is null ? new() { Points = [new()] } : new()
        {
            Id = line.Checklist.Id, Version = line.Checklist.Version, Name = line.Checklist.Name, EquipmentTypeId = line.Checklist.EquipmentTypeId, Type = line.Checklist.Type,
            Points = [.. line.Points.Select(p => new ChecklistPointFields { Text = p.Text, Kind = p.Kind, Unit = p.Unit, Lowest = p.Lowest, Highest = p.Highest, IsMandatory = p.IsMandatory })],
        };
    });

    private void Swap(int at, int other)
    {
        if (form is not null) (form.Points[at], form.Points[other]) = (form.Points[other], form.Points[at]);
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

    private void Ask(ChecklistLine line) => (removing, refusal) = (line, null);

    private async Task RemoveAsync()
    {
        if (removing is not { } line || !await ActAsync(() => keep.RemoveAsync(line.Checklist.Id, Gone))) return;
        removing = null;
        await LoadAsync(ReadAsync);
    }
}
