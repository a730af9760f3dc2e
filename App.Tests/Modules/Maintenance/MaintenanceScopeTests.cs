using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Clients.UseCases;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Technicians.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance;

/// <summary>What one client has is unknown to another by every way there is, and a technician sees his own work.</summary>
public sealed class MaintenanceScopeTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task One_client_never_sees_another()
    {
        var (ours, theirs) = (await App.SaveAsync(Make.Structure("Client A", kind: StructureKind.Client)), await App.SaveAsync(Make.Structure("Client B", kind: StructureKind.Client)));
        var (mine, other) = (await WorkAtAsync(ours), await WorkAtAsync(theirs));
        await AsClientAsync(ours);

        var listed = await ListAsync(new());
        Assert.Contains(mine.Number, listed);
        Assert.DoesNotContain(other.Number, listed);
        Assert.Empty(await ListAsync(new() { StructureId = theirs.Id }));
        Assert.Empty(await ListAsync(new() { EquipmentId = other.EquipmentId }));
        Assert.Empty(await ListAsync(new() { Search = other.Number }));
        Assert.NotNull((await GetAsync(mine.Number)).Value);
        Assert.Same(Refusal.NotFound, (await GetAsync(other.Number)).Refusal);
        Assert.Same(Refusal.NotFound, (await GetAsync(other.Id.ToString())).Refusal);
        Assert.Same(Refusal.NotFound, await CommentAsync(other));
    }

    [Fact]
    public async Task What_hangs_on_another_clients_work_is_as_unknown()
    {
        var (ours, theirs) = (await App.SaveAsync(Make.Structure("Client A", kind: StructureKind.Client)), await App.SaveAsync(Make.Structure("Client B", kind: StructureKind.Client)));
        var (mine, other) = (await WorkAtAsync(ours), await WorkAtAsync(theirs));
        await AsClientAsync(ours);

        await using var scope = App.Services.CreateAsyncScope();
        var kinds = scope.ServiceProvider.GetRequiredService<RecordKinds>();
        foreach (var (kind, seen, unseen) in new[] { ("intervention", mine.Id, other.Id), ("equipment", mine.EquipmentId!.Value, other.EquipmentId!.Value) })
        {
            var owner = kinds.Of(kind)!;   // both are declared
            await App.WithDbAsync(async db =>
            {
                Assert.Equal([seen], (await owner.CardsAsync(db, App.User, [seen, unseen], default)).Select(c => c.Ref.Id));
                Assert.NotNull(await owner.AccessAsync(db, App.User, seen, default));
                Assert.Null(await owner.AccessAsync(db, App.User, unseen, default));
                Assert.Null(await owner.FindAsync(db, App.User, unseen, default));
                var number = (await owner.CardsAsync(db, App.User, [seen], default))[0].Number;
                Assert.NotNull(await owner.ByNumberAsync(db, App.User, number, default));
                Assert.All(await owner.SearchAsync(db, App.User, kind == "intervention" ? "Fuite" : "Presse", 50, default), c => Assert.Equal(ours.Id, c.StructureId));
                return true;
            });
        }
    }

    [Theory]
    [InlineData("CLI\0")]
    [InlineData("CLI-1900-000001")]
    [InlineData("")]
    public async Task What_cannot_be_a_number_is_not_found(string number)
    {
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.ViewClients, MaintenancePermissions.ViewContracts, MaintenancePermissions.ViewTechnicians }) App.User.Grant(permission, Scope.All);

        Assert.Same(Refusal.NotFound, (await GetAsync(number)).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((GetClient use) => use.RunAsync(number, default))).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((GetContract use) => use.RunAsync(number, default))).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((GetTechnician use) => use.RunAsync(number, default))).Refusal);
    }

    [Fact]
    public async Task A_technician_sees_the_work_he_leads_and_no_other()
    {
        var technician = await App.TechnicianAsync();
        var (his, other) = (await App.InterventionAsync(await App.EquipmentAsync(), technician), await App.InterventionAsync(await App.EquipmentAsync(), await App.TechnicianAsync()));
        App.StartTest();
        App.User.As(technician.UserId, technician.Name).Grant(MaintenancePermissions.View, Scope.Own).Grant(MaintenancePermissions.Work, Scope.Own);

        Assert.Equal([his.Number], await ListAsync(new()));
        Assert.Same(Refusal.NotFound, (await GetAsync(other.Number)).Refusal);
        Assert.Same(Refusal.NotFound, (await App.StepAsync(other.Id, InterventionTrigger.Start)).Refusal);
        Assert.Null((await App.StepAsync(his.Id, InterventionTrigger.Start)).Refusal);
    }

    private async Task<Intervention> WorkAtAsync(Structure client) => await App.InterventionAsync(await App.EquipmentAsync(client.Id), lead: null);

    private async Task AsClientAsync(Structure client)
    {
        var person = await App.SaveAsync(Make.User("Omar Tazi", client.Id));
        App.StartTest();
        App.User.As(person);
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Comment, AssetPermissions.View }) App.User.Grant(permission, Scope.Structure, client.Id);
    }

    private async Task<IReadOnlyList<string>> ListAsync(OpsFlux.Modules.Maintenance.Interventions.Data.InterventionFilter filter)
    {
        var page = await App.RunAsync<ListInterventions, Result<ListPage<InterventionRow>>>(use => use.RunAsync(filter, 50, default));
        return [.. page.Value!.Rows.Select(r => r.Number)];
    }

    private Task<Result<InterventionDetails>> GetAsync(string number) => App.RunAsync<GetIntervention, Result<InterventionDetails>>(use => use.RunAsync(number, default));

    private async Task<Refusal?> CommentAsync(Intervention work) =>
        (await App.RunAsync<CommentIntervention, Result>(use => use.RunAsync(new() { InterventionId = work.Id, Body = "Bonjour" }, default))).Refusal;
}
