using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Exporting;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions;

public sealed class ExportInterventionsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_is_exported_is_what_one_may_see_and_it_is_written_down()
    {
        var (mine, theirs) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        var own = await App.InterventionAsync(await App.EquipmentAsync(mine.Id), await App.TechnicianAsync());
        await App.InterventionAsync(await App.EquipmentAsync(theirs.Id), await App.TechnicianAsync());
        App.User.Reset();
        App.User.As(await App.SaveAsync(Make.User("Salma Idrissi")));   // who asked for them would reach them as her own
        Assert.Same(Refusal.Forbidden, (await RunAsync(new())).Refusal);
        App.User.Grant(MaintenancePermissions.View, Scope.Structure, mine.Id);
        Assert.Same(Refusal.Forbidden, (await RunAsync(new())).Refusal);
        App.User.Grant(MaintenancePermissions.Export, Scope.Structure, mine.Id, theirs.Id);

        Assert.Equal([own.Number], await NumbersAsync(new() { View = InterventionView.All }));
        Assert.Empty(await NumbersAsync(new() { View = InterventionView.All, StructureId = theirs.Id }));
        Assert.Equal("?", (await RunAsync(new() { StructureId = theirs.Id })).Value!.Filters[^1].Value);   // allowed, and no way to learn a name
        Assert.True(await App.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(a => a.Action == AuditAction.Export && a.Subject == Intervention.RecordKind)));
    }

    private Task<Result<ExportedInterventions>> RunAsync(InterventionFilter filter) => App.RunAsync((ExportInterventions use) => use.RunAsync(filter, "csv", default));

    private Task<List<string>> NumbersAsync(InterventionFilter filter) => App.RunAsync(async (ExportInterventions use) =>
    {
        var numbers = new List<string>();
        await foreach (var row in (await use.RunAsync(filter, "csv", default)).Value!.Rows) numbers.Add(row.Number);   // allowed
        return numbers;
    });
}
