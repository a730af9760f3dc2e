using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Checklists;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Demo;

/// <summary>What is checked on autoclaves from now on; the demo's own work was done before.</summary>
internal static class DemoChecklist
{
    public static async Task AddAsync(DemoStage stage, CancellationToken ct)
    {
        var autoclave = await stage.AskAsync(db => EquipmentTypes.All(db).Where(t => t.Code == "autoclave").Select(t => t.Id).SingleAsync(ct), ct);
        await stage.PrepareAsync(db =>
        {
            var checklist = new InterventionChecklist { Name = "Autoclave : remise en service", EquipmentTypeId = autoclave };
            checklist.Points.AddRange(
            [
                new() { ChecklistId = checklist.Id, Position = 1, Text = "Soupape de sécurité manœuvrée", Kind = CheckKind.PassFail, IsMandatory = true },
                new() { ChecklistId = checklist.Id, Position = 2, Text = "Joint de porte sans fuite", Kind = CheckKind.PassFail, IsMandatory = true },
                new() { ChecklistId = checklist.Id, Position = 3, Text = "Pression de service", Kind = CheckKind.Measure, Unit = "bar", Lowest = 1.8m, Highest = 2.6m },
            ]);
            db.Add(checklist);
        }, ct);
    }
}
