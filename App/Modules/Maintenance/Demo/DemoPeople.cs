using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Clocks;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Modules.Maintenance.Technicians.Suggesting;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Demo;

/// <summary>What the demo's technicians are chosen by: skills its equipment asks for, an absence, and how fast interventions are promised.</summary>
internal static class DemoPeople
{
    private const int Hour = 60;

    private static readonly (string Type, string Skill)[] Asked =
    [
        ("press", "hydraulique"), ("pump", "hydraulique"), ("compressor", "mécanique"), ("lathe", "automatisme"), ("lift-truck", "manutention"), ("autoclave", "appareils à pression"), ("motor", "électricité"), ("conveyor", "mécanique"),
    ];

    public static async Task AddAsync(DemoStage stage, CancellationToken ct)
    {
        var types = await stage.AskAsync(db => EquipmentTypes.All(db).ToDictionaryAsync(t => t.Code, t => t.Id, ct), ct);
        var client = await stage.AskAsync(db => db.Set<Structure>().Where(s => s.Kind == StructureKind.Client).Select(s => s.Id).FirstAsync(ct), ct);
        var away = stage.IdOf("julien");
        var technician = await stage.AskAsync(db => db.Set<Technician>().Where(t => t.UserId == away).Select(t => t.Id).SingleAsync(ct), ct);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(stage.Now, stage.Zone).Date);
        await stage.PrepareAsync(db =>
        {
            db.AddRange(Asked.Select(a => new AskedSkill { EquipmentTypeId = types[a.Type], Name = a.Skill }));
            db.Add(new TechnicianAbsence { TechnicianId = technician, Kind = TechnicianState.Training, From = today.AddDays(5), Until = today.AddDays(7), Note = "Recyclage CACES" });
            db.AddRange(Policy("Interventions, engagement général", null, 8 * Hour, 3), Policy("Interventions chez le client", client, 4 * Hour, 2));
        }, ct);
    }

    private static SlaPolicy Policy(string name, Guid? structure, int response, int days) => new()
    {
        Name = name,
        RecordKind = Intervention.RecordKind,
        Definition = new PolicyDefinition
        {
            Conditions = structure is { } id ? [new("structure", [id.ToString()])] : [],
            Targets = [new(InterventionClocks.Response, response, null), new(InterventionClocks.Resolution, null, days)],
            Steps = [Tell(75, StepReceiver.Assignee), Tell(100, StepReceiver.Assignee), Tell(100, StepReceiver.Manager), new(InterventionClocks.Resolution, 100, StepAction.RaisePriority)],
        }.ToJson(),
    };

    private static PolicyStep Tell(int percent, StepReceiver receiver) => new(null, percent, StepAction.Notify, receiver);
}
