using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Figures;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Modules.Maintenance.Technicians.Performance;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Technicians.Performance;

public sealed class PerformanceTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Only_the_work_that_he_led_is_counted_and_the_time_that_he_kept()
    {
        var (one, other) = (await App.TechnicianAsync(), await App.TechnicianAsync());
        await DoneAsync(one, TimeSpan.FromHours(2));
        await DoneAsync(one, TimeSpan.FromHours(1));
        await DoneAsync(other, TimeSpan.FromHours(5));
        App.User.Grant(MaintenancePermissions.ViewTechnicians, Scope.All);

        var found = (await ReadAsync(one)).Value!;   // allowed

        Assert.Equal(2, found.Service.FirstTimeFix.Fixed.Whole);
        Assert.Equal(TimeSpan.FromHours(3), found.Worked);
        Assert.Equal(TimeSpan.FromHours(1.5), found.Service.Resolution.Median.Value);
    }

    [Fact]
    public async Task A_technician_reads_his_own_and_nobody_elses()
    {
        var (one, other) = (await App.TechnicianAsync(), await App.TechnicianAsync());
        await DoneAsync(one, TimeSpan.FromHours(2));
        App.User.Reset();
        Assert.Same(Refusal.Forbidden, (await ReadAsync(one)).Refusal);
        App.User.As(one.UserId, one.Name).Grant(MaintenancePermissions.ViewTechnicians, Scope.Own).Grant(MaintenancePermissions.View, Scope.Own);

        Assert.Equal(TimeSpan.FromHours(2), (await ReadAsync(one)).Value!.Worked);   // his own
        Assert.Same(Refusal.NotFound, (await ReadAsync(other)).Refusal);
    }

    private Task<Result<TechnicianPerformance>> ReadAsync(Technician technician) =>
        App.RunAsync((GetPerformance use) => use.RunAsync(technician.Id.ToString(), new FiguresFilter(), default));

    /// <summary>A corrective intervention that lasted so long from opening to closing, all of it worked.</summary>
    private async Task DoneAsync(Technician technician, TimeSpan length)
    {
        var work = await App.InterventionAsync(await App.EquipmentAsync(), technician);
        await App.StepAsync(work.Id, InterventionTrigger.Start);
        var from = App.Clock.Now;
        App.Clock.Advance(length);
        await App.StepAsync(work.Id, InterventionTrigger.Close);
        await App.SaveAsync(new InterventionTime { InterventionId = work.Id, PersonId = technician.UserId, From = from, Until = from + length });
    }
}
