using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Modules.Maintenance.Technicians.Absences;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Jobs;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Technicians.Absences;

/// <summary>Days on which technicians are away. The clock stands on 20 November 2026, a morning in Casablanca.</summary>
public sealed class AbsenceTests(TestApp app) : AppTests(app)
{
    private const string Job = "maintenance.technician-absences";
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task Two_absences_of_one_technician_never_overlap_even_at_one_moment()
    {
        var (one, other) = (await TechnicianAsync(), await TechnicianAsync());
        Assert.Null((await SaveAsync(one, 5, 9)).Refusal);

        foreach (var (from, until) in new[] { (9, 12), (1, 5), (6, 7), (1, 20) })
            Assert.Equal(("absence-overlaps", nameof(SaveAbsenceRequest.From)), Assert.Single((await SaveAsync(one, from, until)).Refusal!.Fields) is var e ? (e.Code, e.Field) : default);
        Assert.Null((await SaveAsync(one, 10, 12)).Refusal);
        Assert.Null((await SaveAsync(other, 5, 9)).Refusal);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SaveAsync(other, 30, 33)));
        Assert.Single(results, r => !r.Failed);
        Assert.Equal(2, (await AbsencesAsync(other)).Count);
    }

    [Theory]
    [InlineData(5, 4, "ends-before-start", nameof(SaveAbsenceRequest.Until))]
    [InlineData(0, 400, "absence-too-long", nameof(SaveAbsenceRequest.Until))]
    public async Task Days_that_make_no_sense_are_refused_beside_their_field(int from, int until, string code, string field)
    {
        var errors = (await SaveAsync(await TechnicianAsync(), from, until)).Refusal!.Fields;
        Assert.Equal((code, field), (errors[0].Code, errors[0].Field));
    }

    [Fact]
    public async Task One_that_is_edited_keeps_its_days_and_a_stale_form_is_refused()
    {
        var technician = await TechnicianAsync();
        await SaveAsync(technician, 5, 9);
        var absence = (await AbsencesAsync(technician))[0];

        Assert.Null((await SaveAsync(technician, 6, 10, absence: absence)).Refusal);
        Assert.Same(Refusal.Stale, (await SaveAsync(technician, 7, 11, absence: absence)).Refusal);
        Assert.Equal((Today.AddDays(6), Today.AddDays(10)), (await AbsencesAsync(technician))[0] is var now ? (now.From, now.Until) : default);
    }

    [Fact]
    public async Task An_absence_takes_him_away_on_its_first_day_and_brings_him_back_after_its_last()
    {
        var technician = await TechnicianAsync();
        await SaveAsync(technician, 1, 2, TechnicianState.Training);
        await App.RunJobAsync(Job);
        Assert.Equal(TechnicianState.Available, await StateAsync(technician));

        await OnAsync(1);
        Assert.Equal(TechnicianState.Training, await StateAsync(technician));
        await OnAsync(2);
        await OnAsync(2);
        Assert.Equal(TechnicianState.Training, await StateAsync(technician));
        await OnAsync(3);
        await OnAsync(3);
        Assert.Equal(TechnicianState.Available, await StateAsync(technician));
        Assert.Equal(["Training", "Available"], (await App.TimelineAsync(technician.Id)).Select(l => l.NewValue));
    }

    [Fact]
    public async Task What_holds_today_counts_at_once_and_so_does_taking_it_away()
    {
        var technician = await TechnicianAsync();
        await SaveAsync(technician, 0, 4);
        Assert.Equal(TechnicianState.OnLeave, await StateAsync(technician));

        var absence = (await AbsencesAsync(technician))[0];
        Assert.Null((await SaveAsync(technician, 0, 4, TechnicianState.Training, absence)).Refusal);
        Assert.Equal(TechnicianState.Training, await StateAsync(technician));
        Assert.Null((await App.RunAsync((EditAbsences use) => use.RemoveAsync(technician.Id, absence.Id, default))).Refusal);
        Assert.Equal(TechnicianState.Available, await StateAsync(technician));
    }

    [Fact]
    public async Task Training_after_leave_leads_through_the_declared_steps()
    {
        var technician = await TechnicianAsync();
        await SaveAsync(technician, 0, 1);
        await SaveAsync(technician, 2, 3, TechnicianState.Training);
        await OnAsync(2);

        Assert.Equal(TechnicianState.Training, await StateAsync(technician));
        await OnAsync(4);
        Assert.Equal(["OnLeave", "Available", "Training", "Available"], (await App.TimelineAsync(technician.Id)).Select(l => l.NewValue));
    }

    [Fact]
    public async Task Who_works_is_left_at_work_his_managers_hear_once_and_he_leaves_when_he_is_free()
    {
        var technician = await TechnicianAsync();
        var manager = await ManagerAsync(technician.StructureId);
        var work = await App.InterventionAsync(await App.EquipmentAsync(), technician);
        Assert.Null((await App.StepAsync(work.Id, InterventionTrigger.Start)).Refusal);
        await SaveAsync(technician, 1, 2);

        await OnAsync(1);
        await OnAsync(1);
        Assert.Equal(TechnicianState.Busy, await StateAsync(technician));
        await App.DrainEventsAsync();
        var told = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == technician.Id).Select(n => new { n.UserId, n.Text }).ToListAsync());
        Assert.Equal((manager.Id, "Notify.AbsentAtWork"), Assert.Single(told) is var one ? (one.UserId, one.Text) : default);

        Assert.Null((await App.StepAsync(work.Id, InterventionTrigger.Close)).Refusal);
        await App.RunJobAsync(Job);
        Assert.Equal(TechnicianState.OnLeave, await StateAsync(technician));
    }

    [Fact]
    public async Task Who_was_called_back_by_hand_is_not_sent_away_again()
    {
        var technician = await TechnicianAsync();
        await SaveAsync(technician, 0, 4);
        Assert.Null((await App.RunAsync((OpsFlux.Modules.Maintenance.Technicians.UseCases.EditTechnicians use) =>
            use.MoveAsync(new() { TechnicianId = technician.Id, Trigger = TechnicianTrigger.Return }, default))).Refusal);

        await App.RunJobAsync(Job);
        await OnAsync(5);

        Assert.Equal(TechnicianState.Available, await StateAsync(technician));
    }

    [Fact]
    public async Task Work_that_is_planned_meanwhile_is_named_before_and_after()
    {
        var technician = await TechnicianAsync();
        var inside = await PlannedAsync(technician, Today.AddDays(6));
        await PlannedAsync(technician, Today.AddDays(8));
        App.User.Grant(MaintenancePermissions.View, Scope.All).Grant(MaintenancePermissions.ViewTechnicians, Scope.All);

        Assert.Equal([inside.Number], (await App.RunAsync((ReadAbsences use) => use.MeanwhileAsync(technician.Id, Today.AddDays(5), Today.AddDays(7), default))).Value!.Select(w => w.Number));
        await SaveAsync(technician, 5, 7);
        var sheet = (await App.RunAsync((ReadAbsences use) => use.RunAsync(technician.Id, default))).Value!;
        Assert.Equal([inside.Number], Assert.Single(sheet.Rows).Planned.Select(w => w.Number));

        App.User.As(Guid.CreateVersion7(), "Salma Chef").Grant(MaintenancePermissions.View, Scope.Structure, (await App.SaveAsync(Make.Structure())).Id);
        Assert.Empty((await App.RunAsync((ReadAbsences use) => use.RunAsync(technician.Id, default))).Value!.Rows[0].Planned);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_technician_sees_his_own_and_changes_nothing()
    {
        var (his, other) = (await TechnicianAsync(), await TechnicianAsync());
        await SaveAsync(his, 5, 9);
        App.StartTest();
        App.User.As(his.UserId, his.Name).Grant(MaintenancePermissions.ViewTechnicians, Scope.Own);

        var sheet = (await App.RunAsync((ReadAbsences use) => use.RunAsync(his.Id, default))).Value!;
        Assert.Equal((1, false, 0), (sheet.Rows.Count, sheet.MayEdit, sheet.Calendars.Count));
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ReadAbsences use) => use.RunAsync(other.Id, default))).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ReadAbsences use) => use.MeanwhileAsync(other.Id, Today, Today, default))).Refusal);
        Assert.Same(Refusal.Forbidden, (await App.RunAsync((EditAbsences use) => use.RemoveAsync(his.Id, sheet.Rows[0].Absence.Id, default))).Refusal);
        Assert.Same(Refusal.Forbidden, (await App.RunAsync((EditAbsences use) => use.SaveAsync(new() { TechnicianId = his.Id, From = Today, Until = Today }, default))).Refusal);
        App.User.Grant(MaintenancePermissions.ManageTechnicians, Scope.Structure, (await App.SaveAsync(Make.Structure())).Id);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((EditAbsences use) => use.SaveAsync(new() { TechnicianId = other.Id, From = Today, Until = Today }, default))).Refusal);
    }

    [Fact]
    public async Task A_certificate_is_warned_of_thirty_days_before_it_expires_once_for_each_last_day()
    {
        var technician = await TechnicianAsync();
        var manager = await ManagerAsync(technician.StructureId);
        await App.SaveAsync(new Grant { UserId = technician.UserId, Permission = MaintenancePermissions.ViewTechnicians, Scope = Scope.Own });
        var soon = await App.SaveAsync(new TechnicianSkill { TechnicianId = technician.Id, Name = "électricité", Certificate = "B1V", ValidUntil = Today.AddDays(30) });
        await App.SaveAllAsync(
            new TechnicianSkill { TechnicianId = technician.Id, Name = "pontier", ValidUntil = Today.AddDays(31) }, new TechnicianSkill { TechnicianId = technician.Id, Name = "nacelle", ValidUntil = Today.AddDays(-1) },
            new TechnicianSkill { TechnicianId = technician.Id, Name = "mécanique" });

        Assert.Equal(2, (await WarnedAsync()).Count);
        Assert.Equal([(manager.Id, "Notify.Certificate"), (technician.UserId, "Notify.OwnCertificate")], await WarnedAsync());

        await App.WithDbAsync(db => db.Set<TechnicianSkill>().Where(s => s.Id == soon.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.ValidUntil, Today.AddDays(20))));
        Assert.Equal(4, (await WarnedAsync()).Count);

        async Task<List<(Guid, string)>> WarnedAsync()
        {
            await App.RunJobAsync("maintenance.certificates");
            await App.DrainEventsAsync();
            var told = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == technician.Id).Select(n => new { n.UserId, n.Text }).ToListAsync());
            return [.. told.Select(t => (t.UserId, t.Text)).OrderBy(t => t.Text)];
        }
    }

    /// <summary>In a structure of his own, so that jobs of other tests tell his managers of nothing else.</summary>
    private async Task<Technician> TechnicianAsync()
    {
        var structure = await App.SaveAsync(Make.Structure());
        App.User.Grant(MaintenancePermissions.ManageTechnicians, Scope.All);
        return await App.TechnicianAsync(await App.SaveAsync(Make.User("Rachid Amrani", structure.Id)));
    }

    private async Task<User> ManagerAsync(Guid structure)
    {
        var person = await App.SaveAsync(Make.User("Manager", structure));
        var role = await App.WithDbAsync(db => db.Set<Role>().SingleAsync(r => r.Code == BuiltInRoles.Manager));
        await App.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id, StructureId = structure, WithSubStructures = true });
        return person;
    }

    private Task<Intervention> PlannedAsync(Technician technician, DateOnly day)
    {
        var work = Intervention.Create(new() { Title = "Fuite sur le vérin", PlannedAt = new(day.ToDateTime(new(10, 0)), TimeSpan.Zero) }, World.Alice, technician.StructureId, App.Clock.Now);
        work.AssignTo(technician.UserId, null);
        return App.SaveAsync(work);
    }

    private Task<Result> SaveAsync(Technician technician, int from, int until, TechnicianState kind = TechnicianState.OnLeave, TechnicianAbsence? absence = null) =>
        App.RunAsync((EditAbsences use) => use.SaveAsync(
            new() { TechnicianId = technician.Id, AbsenceId = absence?.Id, Version = absence?.Version ?? 0, Kind = kind, From = Today.AddDays(from), Until = Today.AddDays(until), Note = "Congés" }, default));

    private async Task OnAsync(int days)
    {
        App.Clock.Now = FakeClock.Start.AddDays(days);
        await App.RunJobAsync(Job);
    }

    private Task<List<TechnicianAbsence>> AbsencesAsync(Technician technician) =>
        App.WithDbAsync(db => db.Set<TechnicianAbsence>().AsNoTracking().Where(a => a.TechnicianId == technician.Id).OrderBy(a => a.From).ToListAsync());

    private async Task<TechnicianState> StateAsync(Technician technician) => (await App.LoadAsync<Technician>(technician.Id)).State;
}
