using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Editing;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions;

public sealed class EditInterventionTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Different_fields_of_two_people_are_both_kept_and_the_same_field_is_asked_about()
    {
        var work = await SceneAsync();

        Assert.Null((await EditAsync(work, Change(nameof(Intervention.PlannedMinutes), null, "90"))).Refusal);
        Assert.Null((await EditAsync(work, Change(nameof(Intervention.Priority), "Normal", "Critical"), Change(nameof(Intervention.IsUrgent), "False", "True"))).Refusal);
        Assert.Null((await EditAsync(work, Change(nameof(Intervention.PlannedAt), null, "2026-12-01T08:30:00Z"))).Refusal);
        var clash = (await EditAsync(work, Change(nameof(Intervention.PlannedMinutes), null, "60"), Change(nameof(Intervention.Title), work.Title, "Un autre objet"))).Refusal;

        Assert.Equal((RefusalKind.Stale, "edit-conflict"), (clash?.Kind, clash?.Code));
        var now = await App.LoadAsync<Intervention>(work.Id);
        Assert.Equal((90, InterventionPriority.Critical, true, work.Title), (now.PlannedMinutes, now.Priority, now.IsUrgent, now.Title));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 8, 30, 0, TimeSpan.Zero), now.PlannedAt);
    }

    [Theory]
    [InlineData(nameof(Intervention.Title), "ab")]
    [InlineData(nameof(Intervention.PlannedMinutes), "0")]
    [InlineData(nameof(Intervention.PlannedMinutes), "-5")]
    [InlineData(nameof(Intervention.PlannedAt), "demain")]
    [InlineData(nameof(Intervention.Priority), "9")]
    [InlineData(nameof(Intervention.State), "Closed")]
    [InlineData(nameof(Intervention.SiteId), "01980000-0000-7000-8000-00000000ffff")]
    [InlineData(nameof(Intervention.ContractId), "01980000-0000-7000-8000-00000000ffff")]
    public async Task A_value_that_a_field_cannot_hold_is_refused_beside_it(string field, string value)
    {
        var work = await SceneAsync();
        var seen = InterventionFields.All.FirstOrDefault(f => f.Name == field)?.Read(work);

        var refused = (await EditAsync(work, Change(field, seen, value))).Refusal;

        Assert.Equal((RefusalKind.Invalid, field), (refused?.Kind, refused?.Fields.Single().Field));
    }

    [Fact]
    public async Task What_is_over_is_not_edited()
    {
        var work = await SceneAsync();
        var cancelled = await App.RunAsync((MoveIntervention use) => use.RunAsync(new() { InterventionId = work.Id, Version = work.Version, Trigger = InterventionTrigger.Cancel, Reason = "Doublon" }, default));
        Assert.Null(cancelled.Refusal);

        Assert.Equal(MaintenanceRefusals.IsOver, (await EditAsync(work, Change(nameof(Intervention.Title), work.Title, "Un autre objet"))).Refusal?.Code);
    }

    [Fact]
    public async Task Nobody_edits_what_is_out_of_his_reach()
    {
        var work = await SceneAsync();
        var elsewhere = await App.SaveAsync(Make.Structure());
        App.User.Reset();
        App.User.As(await App.SaveAsync(Make.User("Salma Idrissi")));   // who asked for it would reach it as his own

        Assert.Same(Refusal.Forbidden, (await EditAsync(work, Change(nameof(Intervention.Title), work.Title, "Un autre objet"))).Refusal);
        App.User.Grant(MaintenancePermissions.Edit, Scope.Structure, [elsewhere.Id]);
        Assert.Same(Refusal.NotFound, (await EditAsync(work, Change(nameof(Intervention.Title), work.Title, "Un autre objet"))).Refusal);
    }

    private async Task<Intervention> SceneAsync()
    {
        App.User.Grant(MaintenancePermissions.Edit, Scope.All);
        var created = await App.InterventionAsync(await App.EquipmentAsync(), await App.TechnicianAsync());
        return await App.LoadAsync<Intervention>(created.Id);
    }

    private Task<Result> EditAsync(Intervention work, params FieldChange[] changes) =>
        App.RunAsync((EditIntervention use) => use.RunAsync(new() { InterventionId = work.Id, Changes = changes }, default));

    private static FieldChange Change(string field, string? seen, string? value) => new() { Field = field, Seen = seen, Value = value };
}
