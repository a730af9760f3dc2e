using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Calendars.Time;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Interventions.Work;

/// <summary>Work that is done on the spot.</summary>
internal static class WorkScene
{
    /// <summary>As a clock in Casablanca showed it.</summary>
    public static DateTimeOffset At(string local) => Calendars.At(Calendars.Casablanca, local);

    public static Task<Result<Guid>> AddTimeAsync(this TestApp app, Guid work, Guid? person, DateTimeOffset from, DateTimeOffset until, Action<AddTimeRequest>? with = null)
    {
        var request = new AddTimeRequest { InterventionId = work, PersonId = person, From = from, Until = until };
        with?.Invoke(request);
        return app.RunAsync<EditTimes, Result<Guid>>(use => use.AddAsync(request, default));
    }

    public static async Task<Guid> TimeAsync(this TestApp app, Guid work, Guid? person, string from, string until, Action<AddTimeRequest>? with = null)
    {
        var added = await app.AddTimeAsync(work, person, At(from), At(until), with);
        Assert.Null(added.Refusal);
        return added.Value;
    }

    public static Task<Result> RemoveTimeAsync(this TestApp app, Guid work, Guid time) => app.RunAsync<EditTimes, Result>(use => use.RemoveAsync(work, time, default));

    public static Task<Result<Guid>> AddPartAsync(this TestApp app, Guid work, string name, decimal quantity = 1, decimal? price = null) =>
        app.RunAsync<EditParts, Result<Guid>>(use => use.AddAsync(new() { InterventionId = work, Name = name, Quantity = quantity, UnitPrice = price }, default));

    public static Task<Result<WorkSheet>> SheetAsync(this TestApp app, Guid work) => app.RunAsync<ReadWork, Result<WorkSheet>>(use => use.RunAsync(work, default));

    public static async Task<Result> CloseAsync(this TestApp app, Guid id, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        var version = (await app.LoadAsync<Intervention>(id)).Version;
        return await app.RunAsync<MoveIntervention, Result>(use => use.RunAsync(
            new() { InterventionId = id, Version = version, Trigger = InterventionTrigger.Close, Report = "Joint remplacé", WorkedFrom = from, WorkedUntil = until }, default));
    }

    public static async Task<Intervention> BegunAsync(this TestApp app, Technician technician, Guid? contract = null)
    {
        var work = await app.InterventionAsync(await app.EquipmentAsync(), technician, contract: contract);
        Assert.Null((await app.StepAsync(work.Id, InterventionTrigger.Start)).Refusal);
        return work;
    }

    /// <summary>As the technician himself, with what his role holds.</summary>
    public static void BeTechnician(this TestApp app, Technician technician)
    {
        app.StartTest();
        app.User.As(technician.UserId, technician.Name);
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Work, MaintenancePermissions.Comment, MaintenancePermissions.Note, MaintenancePermissions.ViewTechnicians })
            app.User.Grant(permission, Scope.Own);
    }
}
