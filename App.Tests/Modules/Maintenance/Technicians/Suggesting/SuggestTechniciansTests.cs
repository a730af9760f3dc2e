using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Modules.Maintenance.Technicians.Suggesting;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Sla;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Technicians.Suggesting;

/// <summary>Suggestions as they are read from what is recorded, and who may read them.</summary>
public sealed class SuggestTechniciansTests(TestApp app) : AppTests(app)
{
    /// <summary>A Tuesday, ten o'clock in Casablanca.</summary>
    private static readonly DateTimeOffset Planned = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Skills_absences_hours_zone_and_load_are_read_from_what_is_recorded()
    {
        var structure = await App.SaveAsync(Make.Structure());
        var site = await App.SaveAsync(new OpsFlux.Kernel.Organisation.Site { Name = "Usine", Address = "12 rue du Port, Casablanca", StructureId = structure.Id });
        var (good, leave, loaded, night) = (await TechnicianAsync(structure.Id, "Bon", "Casablanca"), await TechnicianAsync(structure.Id, "Congé", "Casablanca"), await TechnicianAsync(structure.Id, "Chargé", "Lyon"), await TechnicianAsync(structure.Id, "Nuit", null));
        foreach (var technician in new[] { good, leave, loaded, night }) await App.SaveAsync(new TechnicianSkill { TechnicianId = technician.Id, Name = "Hydraulique" });
        await App.SaveAsync(new TechnicianAbsence { TechnicianId = leave.Id, Kind = TechnicianState.OnLeave, From = new(2026, 11, 23), Until = new(2026, 11, 27) });
        await App.SaveAllAsync(Work(structure.Id, loaded, Planned.AddHours(3), 180), Work(structure.Id, loaded, Planned.AddDays(3), 60), Work(structure.Id, loaded, Planned.AddHours(5), null));
        var calendar = await App.SaveCalendarAsync(new CalendarDefinition { ZoneId = "Africa/Casablanca", Week = [.. Enumerable.Repeat("20:00-23:00", 5), "", ""] });
        await ChangeAsync(night, t => t.CalendarId = calendar);
        var type = await App.SaveAsync(new EquipmentType { Code = $"{Guid.CreateVersion7():N}", Name = "Presse" });
        var equipment = await App.SaveAsync(new Equipment { Name = "Presse", TypeId = type.Id, StructureId = structure.Id });
        GrantAll(structure.Id);
        App.User.Grant(MaintenancePermissions.ManageTechnicians, Scope.All);
        Assert.Null((await App.RunAsync((EditAskedSkills use) => use.SaveAsync(new() { EquipmentTypeId = type.Id, Skills = "hydraulique" }, default))).Refusal);
        var work = await App.SaveAsync(Intervention.Create(new() { Title = "Fuite", EquipmentId = equipment.Id, SiteId = site.Id, PlannedAt = Planned }, World.Alice, structure.Id, App.Clock.Now));
        App.User.Grant(MaintenancePermissions.ViewTechnicians, Scope.Structure, structure.Id);

        var found = (await SuggestAsync(work)).Value!;

        Assert.Equal(["Bon: Skill Zone Free", "Chargé: Skill OtherZone Planned Open", "Nuit: Skill OutOfHours Free", "Congé: Skill OnLeave Zone Free"],
            found.Select(s => $"{s.Candidate.Name}: {string.Join(' ', s.Reasons.Select(r => r.Code))}"));
        Assert.Equal(TimeSpan.FromHours(4), found[1].Reasons.Single(r => r.Code == SuggestionCodes.Planned).Arguments[0]);
        Assert.Equal(3, found[1].Reasons.Single(r => r.Code == SuggestionCodes.Open).Arguments[0]);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Only_technicians_and_work_in_reach_are_spoken_of()
    {
        var (here, there) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        var (mine, other) = (await TechnicianAsync(here.Id, "Ici", null), await TechnicianAsync(there.Id, "Ailleurs", null));
        var (work, foreign) = (await App.SaveAsync(Work(here.Id, null, Planned, 60)), await App.SaveAsync(Work(there.Id, other, Planned, 60)));
        GrantAll(here.Id);
        App.User.As(Guid.CreateVersion7(), "Salma Chef");   // who asked for it may know of it, wherever it is

        Assert.Equal([mine.UserId], (await SuggestAsync(work)).Value!.Select(s => s.Candidate.UserId));
        Assert.Same(Refusal.NotFound, (await SuggestAsync(foreign)).Refusal);
        App.User.Grant(MaintenancePermissions.View, Scope.All);
        Assert.Same(Refusal.NotFound, (await SuggestAsync(foreign)).Refusal);
        App.User.Revoke(MaintenancePermissions.Assign);
        Assert.Same(Refusal.Forbidden, (await SuggestAsync(work)).Refusal);
    }

    [Fact]
    public async Task They_are_as_many_statements_for_many_technicians_as_for_one()
    {
        var structure = await App.SaveAsync(Make.Structure());
        await TechnicianAsync(structure.Id, "Un", null);
        var work = await App.SaveAsync(Work(structure.Id, null, Planned, 60));
        GrantAll(structure.Id);
        var once = await App.CountQueriesAsync(() => SuggestAsync(work));
        for (var more = 0; more < 20; more++) await TechnicianAsync(structure.Id, "Autre", null);

        Assert.Equal(once, await App.CountQueriesAsync(() => SuggestAsync(work)));
    }

    [Fact]
    public async Task Skills_asked_for_are_replaced_as_one_saw_them_and_by_whoever_may_everywhere()
    {
        var type = await App.SaveAsync(new EquipmentType { Code = $"{Guid.CreateVersion7():N}", Name = $"Tour {Guid.CreateVersion7()}" });
        App.User.Grant(MaintenancePermissions.ManageTechnicians, Scope.Structure);
        Assert.Same(Refusal.Forbidden, (await AskAsync("hydraulique", "")).Refusal);
        App.User.Grant(MaintenancePermissions.ManageTechnicians, Scope.All);

        Assert.Null((await AskAsync(" mécanique , hydraulique,, Hydraulique", "")).Refusal);
        Assert.Equal("hydraulique, mécanique", await AskedAsync());
        Assert.Same(Refusal.Stale, (await AskAsync("électricité", "")).Refusal);
        Assert.Null((await AskAsync("électricité", "hydraulique, mécanique")).Refusal);
        Assert.Equal("électricité", await AskedAsync());
        Assert.Equal("skill-too-long", (await AskAsync(new string('x', 61), "électricité")).Refusal!.Fields[0].Code);

        Task<Result> AskAsync(string skills, string seen) => App.RunAsync((EditAskedSkills use) => use.SaveAsync(new() { EquipmentTypeId = type.Id, Skills = skills, Seen = seen }, default));
        async Task<string> AskedAsync() => (await App.RunAsync((EditAskedSkills use) => use.ListAsync(default))).Value!.Single(r => r.TypeId == type.Id).Skills;
    }

    private Task<Result<IReadOnlyList<Suggestion>>> SuggestAsync(Intervention work) => App.RunAsync((SuggestTechnicians use) => use.RunAsync(work.Number, default));

    private void GrantAll(Guid structure)
    {
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Assign, MaintenancePermissions.ViewTechnicians }) App.User.Grant(permission, Scope.Structure, structure);
    }

    private async Task<Technician> TechnicianAsync(Guid structure, string name, string? zone)
    {
        var technician = await App.TechnicianAsync(await App.SaveAsync(Make.User(name, structure)));
        await ChangeAsync(technician, t => t.Zone = zone);
        return technician;
    }

    private Task ChangeAsync(Technician technician, Action<Technician> change) => App.WithDbAsync(async db =>
    {
        change((await db.FindAsync<Technician>(technician.Id))!);   // saved just now
        return await db.SaveChangesAsync();
    });

    private Intervention Work(Guid structure, Technician? lead, DateTimeOffset at, int? minutes)
    {
        var work = Intervention.Create(new() { Title = "Fuite", PlannedAt = at, PlannedMinutes = minutes }, World.Alice, structure, App.Clock.Now);
        work.AssignTo(lead?.UserId, null);
        return work;
    }
}
