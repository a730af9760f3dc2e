using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Day;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Day;

/// <summary>What a technician leads on a day, in the order in which he needs it.</summary>
public sealed class GetDayTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Today_holds_what_is_planned_runs_is_late_or_has_no_day()
    {
        var me = await App.TechnicianAsync();
        var now = App.Clock.Now;
        var undated = await WorkAsync(me, null);
        var late = await WorkAsync(me, now.AddDays(-2));
        var running = await WorkAsync(me, now.AddDays(5));
        await App.StepAsync(running.Id, InterventionTrigger.Start);
        var planned = await WorkAsync(me, now.AddMinutes(30));
        await WorkAsync(me, now.AddDays(3));
        As(me);

        var plan = (await DayAsync(null)).Value!;   // granted

        Assert.Equal(
            [(planned.Number, DayPart.Planned), (running.Number, DayPart.Running), (late.Number, DayPart.Late), (undated.Number, DayPart.Undated)],
            plan.Work.Select(w => (w.Intervention.Number, w.Part)));
        Assert.Equal((TechnicianState.Busy, me.Number), (plan.State, plan.Technician));
        Assert.Equal([late.Number], plan.Work.Where(w => w.IsLate).Select(w => w.Intervention.Number));
        Assert.Equal([InterventionTrigger.Start], plan.Work[0].Steps.Select(s => s.Trigger));
        Assert.Equal([InterventionTrigger.Close, InterventionTrigger.Hold], plan.Work[1].Steps.Select(s => s.Trigger));
    }

    [Fact]
    public async Task Another_day_holds_what_is_planned_for_it()
    {
        var me = await App.TechnicianAsync();
        var later = await WorkAsync(me, App.Clock.Now.AddDays(3));
        await WorkAsync(me, null);
        As(me);

        var plan = (await DayAsync(DateOnly.FromDateTime(App.Clock.Now.UtcDateTime).AddDays(3))).Value!;   // granted

        Assert.Equal([later.Number], plan.Work.Select(w => w.Intervention.Number));
    }

    [Fact]
    public async Task Nobody_sees_the_day_of_another()
    {
        var (me, other) = (await App.TechnicianAsync(), await App.TechnicianAsync());
        await WorkAsync(other, App.Clock.Now);
        As(me);

        Assert.Empty((await DayAsync(null)).Value!.Work);   // granted
        App.User.Revoke(MaintenancePermissions.Work);
        Assert.Same(Refusal.Forbidden, (await DayAsync(null)).Refusal);
    }

    [Fact]
    public async Task The_day_stands_in_the_rail_of_those_who_have_a_profile()
    {
        As(await App.TechnicianAsync());
        Assert.Contains(await App.RunAsync((MenuEntries use) => use.ReadAsync(default)), m => m.Href == "/day");

        App.User.As(World.Alice);
        Assert.DoesNotContain(await App.RunAsync((MenuEntries use) => use.ReadAsync(default)), m => m.Href == "/day");
    }

    private void As(Technician technician)
    {
        App.StartTest();
        App.User.As(technician.UserId, technician.Name).Grant(MaintenancePermissions.View, Scope.Own).Grant(MaintenancePermissions.Work, Scope.Own);
    }

    private async Task<Intervention> WorkAsync(Technician lead, DateTimeOffset? planned)
    {
        var work = await App.InterventionAsync(await App.EquipmentAsync(), lead);
        await App.WithDbAsync(db => db.Set<Intervention>().Where(i => i.Id == work.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.PlannedAt, planned)));
        return await App.LoadAsync<Intervention>(work.Id);
    }

    private Task<Result<DayPlan>> DayAsync(DateOnly? day) => App.RunAsync((GetDay use) => use.RunAsync(day, default));
}
