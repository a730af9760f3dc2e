using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Modules.Maintenance.Technicians;

namespace OpsFlux.Modules.Maintenance.Demo;

/// <summary>The demo's technicians of workshop and warehouse, with what they are able to do; then its client, his contract and the work.</summary>
internal sealed class MaintenanceDemo : IDemoSeed
{
    private static readonly (string Person, string Speciality, string Zone, decimal Rate, (string Skill, string? Certificate, int? ValidDays)[] Skills)[] Profiles =
    [
        ("yasmine", "Hydraulique", "Casablanca", 180, [("hydraulique", null, null), ("mécanique", null, null), ("appareils à pression", "APS-2214", 210)]),
        ("rachid", "Électricité et automatismes", "Casablanca", 170, [("électricité", "HAB-BR-0871", 45), ("automatisme", null, null), ("mécanique", null, null)]),
        ("julien", "Manutention", "Lyon", 260, [("manutention", "CACES-R489-3302", 400), ("mécanique", null, null)]),
    ];

    public async Task SeedAsync(DemoStage stage, CancellationToken ct)
    {
        var ids = Profiles.Select(p => stage.IdOf(p.Person)).ToList();
        var people = await stage.AskAsync(db => db.Set<User>().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, ct), ct);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(stage.Now, stage.Zone).Date);
        await stage.PrepareAsync(
            db =>
            {
                foreach (var profile in Profiles)
                {
                    var person = people[stage.IdOf(profile.Person)];
                    var technician = new Technician
                    {
                        UserId = person.Id, Name = person.DisplayName, StructureId = person.StructureId, Speciality = profile.Speciality,
                        Team = $"Maintenance {profile.Zone}", Zone = profile.Zone, HourlyRate = profile.Rate, HiredOn = today.AddDays(-900),
                    };
                    db.Add(technician);
                    db.AddRange(profile.Skills.Select(s => new TechnicianSkill
                    {
                        TechnicianId = technician.Id, Name = s.Skill, Certificate = s.Certificate, ValidUntil = s.ValidDays is { } days ? today.AddDays(days) : null,
                    }));
                }
            },
            ct);
        await DemoPeople.AddAsync(stage, ct);
        await new DemoWork(stage).PlayAsync(ct);
        await DemoChecklist.AddAsync(stage, ct);
    }
}
