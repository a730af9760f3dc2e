using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Portal;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Demo;

/// <summary>
/// The client of the demo with his contract, partly used, and interventions in every state: some at his plant, some in the company's own workshop.
/// Played by the people themselves, the oldest first.
/// </summary>
internal sealed class DemoWork(DemoStage stage)
{
    private const string Planner = "karim", ClientPerson = "omar", Hydraulics = "yasmine", Electrics = "rachid";
    private const string Autoclave = "Autoclave de stérilisation n° 1", Conveyor = "Convoyeur de la ligne 2", Motor = "Moteur du convoyeur de la ligne 2";
    private const string Press = "Presse hydraulique 250 t n° 1", Lathe = "Tour CN Atlas 42", Compressor = "Compresseur à vis 37 kW";
    private const string Address = "Zone industrielle Aït Melloul, lot 214, Agadir";

    private Dictionary<string, (Guid Id, Guid Structure)> equipment = [];
    private Guid client;
    private Guid contract;

    public async Task PlayAsync(CancellationToken ct)
    {
        equipment = await stage.AskAsync(db => EquipmentReading.Named(db).ToDictionaryAsync(e => e.Name, e => (e.Id, e.StructureId), ct), ct);
        client = equipment[Autoclave].Structure;
        await AddClientAsync(ct);
        contract = await AgreeAsync(ct);
        await CloseAsync("Révision bimestrielle de l’autoclave", Autoclave, InterventionType.Preventive, Hydraulics, 12, 3.5, "Joints de porte remplacés, soupape contrôlée à 2,6 bars, purge faite. Rien à signaler.", ct);
        await CloseAsync("Convoyeur de la ligne 2 : bande qui dérive", Conveyor, InterventionType.Corrective, Electrics, 6, 2, "Tambour de renvoi réaligné, tension de bande reprise. Essai de deux heures sans dérive.", ct);
        await CancelAsync(ct);
        await HoldAsync(ct);
        await OpenAsync("Contrôle des vérins de la presse 1", Press, InterventionType.Preventive, Hydraulics, Day(1, 9), stage.Now.AddHours(-20), ct);
        await OpenAsync("Réglage du tour après changement de mandrin", Lathe, InterventionType.Corrective, Hydraulics, Day(-1, 15), stage.Now.AddHours(-19), ct);
        await OpenAsync("Bruit au palier du moteur du convoyeur", Motor, InterventionType.Corrective, Electrics, Day(2, 10), stage.Now.AddHours(-18), ct);
        await OpenAsync("Remplacement du filtre d’aspiration", Compressor, InterventionType.Preventive, Hydraulics, null, stage.Now.AddHours(-17), ct);
        await RunAsync(ct);
        await ReportAsync(ct);
        await stage.PassAsync(ct);
    }

    private async Task AddClientAsync(CancellationToken ct)
    {
        await stage.PrepareAsync(
            db =>
            {
                var profile = new Client
                {
                    Name = "Conserves Oued Nour", StructureId = client, Status = ClientStatus.Active, Sector = "Agroalimentaire", Address = "Zone industrielle Aït Melloul, lot 214", City = "Agadir",
                    Phone = "+212528240000", Since = Today.AddDays(-1200),
                };
                db.Add(profile);
                db.Add(new ClientContact { ClientId = profile.Id, Name = "Omar Tazi", Role = "Responsable maintenance", Email = "omar.tazi@ouednour.example", UserId = stage.IdOf(ClientPerson), IsMain = true });
                db.Add(new ClientContact { ClientId = profile.Id, Name = "Hanane Idrissi", Role = "Comptabilité", Email = "comptabilite@ouednour.example" });
            },
            ct);
        await stage.AskAsync(
            async db =>
            {
                foreach (var site in await db.Set<Site>().Where(s => s.StructureId == client).ToListAsync(ct)) site.Address = Address;
                return await db.SaveChangesAsync(ct);
            },
            ct);
    }

    private async Task<Guid> AgreeAsync(CancellationToken ct)
    {
        var request = new SaveContractRequest
        {
            StructureId = client, Reference = "CM-OUEDNOUR-01", Name = "Maintenance complète de l’usine d’Agadir", Type = ContractType.Full, StartsOn = Today.AddDays(-200), EndsOn = Today.AddDays(164),
            YearlyAmount = 96_000, IncludedHours = 40, IncludedInterventions = 20, NoticeDays = 60, RenewsByItself = true,
        };
        var at = stage.Now.AddDays(-14);
        var saved = Done(await stage.ActAsync(Planner, at, s => s.GetRequiredService<SaveContract>().RunAsync(request, ct), ct));
        var version = await stage.AskAsync(db => db.Set<Contracts.Contract>().Where(c => c.Id == saved.Id).Select(c => c.Version).SingleAsync(ct), ct);
        Done(await stage.ActAsync(Planner, at, s => s.GetRequiredService<MoveContract>().RunAsync(new() { ContractId = saved.Id, Version = version, Trigger = ContractTrigger.Activate }, ct), ct));
        return saved.Id;
    }

    private async Task CloseAsync(string title, string machine, InterventionType type, string lead, int daysAgo, double hours, string report, CancellationToken ct)
    {
        var begun = Day(-daysAgo, 9);
        var work = await OpenAsync(title, machine, type, lead, begun, begun.AddHours(-20), ct);
        await StepAsync(lead, work, new() { Trigger = InterventionTrigger.Start }, begun, ct);
        var ended = begun.AddHours(hours);
        await StepAsync(lead, work, new() { Trigger = InterventionTrigger.Close, Report = report, WorkedFrom = begun, WorkedUntil = ended, Outcome = EquipmentOutcome.Works }, ended, ct);
    }

    private async Task CancelAsync(CancellationToken ct)
    {
        var work = await OpenAsync("Étalonnage du capteur de température", Autoclave, InterventionType.Preventive, Electrics, Day(-3, 14), Day(-5, 10), ct);
        await StepAsync(Planner, work, new() { Trigger = InterventionTrigger.Cancel, Reason = "Déjà fait pendant la révision bimestrielle." }, Day(-4, 9), ct);
    }

    private async Task HoldAsync(CancellationToken ct)
    {
        var begun = Day(-2, 10);
        var work = await OpenAsync("Fuite d’huile au réducteur du convoyeur", Conveyor, InterventionType.Corrective, Hydraulics, begun, begun.AddHours(-3), ct);
        await StepAsync(Hydraulics, work, new() { Trigger = InterventionTrigger.Start }, begun, ct);
        await StepAsync(Hydraulics, work, new() { Trigger = InterventionTrigger.Hold, HoldReason = HoldReason.Parts, Reason = "Joint spi à commander, livraison sous 48 h." }, begun.AddHours(1), ct);
    }

    private async Task RunAsync(CancellationToken ct)
    {
        var begun = stage.Now.AddMinutes(-50);
        var work = await OpenAsync("Vérification des vannes de l’autoclave", Autoclave, InterventionType.Corrective, Hydraulics, begun, begun.AddMinutes(-30), ct);
        await StepAsync(Hydraulics, work, new() { Trigger = InterventionTrigger.Start }, begun, ct);
        await OpenAsync("Contrôle de fin de poste du convoyeur", Conveyor, InterventionType.Preventive, Electrics, begun.AddMinutes(90), begun, ct);
    }

    /// <summary>What the client reports himself: one request waits for somebody to plan it, the other became an intervention.</summary>
    private async Task ReportAsync(CancellationToken ct)
    {
        await TellAsync(new() { EquipmentId = equipment[Motor].Id, What = "Le disjoncteur du moteur saute au démarrage.\nLa ligne est arrêtée depuis ce matin.", Severity = ProblemSeverity.StandsStill }, ct);
        var ticket = await TellAsync(new() { EquipmentId = equipment[Conveyor].Id, What = "Rouleau bruyant côté emballage", Severity = ProblemSeverity.Hinders }, ct);
        var request = new CreateInterventionRequest { Title = "Rouleau bruyant côté emballage", Description = "Rouleau bruyant côté emballage", EquipmentId = equipment[Conveyor].Id, ContractId = contract, PlannedAt = Day(3, 9), FromTicket = ticket };
        Done(await stage.ActAsync(Planner, stage.Now, s => s.GetRequiredService<CreateIntervention>().RunAsync(request, ct), ct));
    }

    private async Task<string> TellAsync(ReportProblemRequest request, CancellationToken ct) =>
        Done(await stage.ActAsync(ClientPerson, stage.Now, s => s.GetRequiredService<ReportProblem>().RunAsync(request, ct), ct)).Number;

    private async Task<Guid> OpenAsync(string title, string machine, InterventionType type, string lead, DateTimeOffset? planned, DateTimeOffset at, CancellationToken ct)
    {
        var (id, structure) = equipment[machine];
        var request = new CreateInterventionRequest
        {
            Title = title, EquipmentId = id, Type = type, Priority = type == InterventionType.Corrective ? InterventionPriority.High : InterventionPriority.Normal, ContractId = structure == client ? contract : null,
            LeadId = stage.IdOf(lead), PlannedAt = planned, PlannedMinutes = planned is null ? null : 90,
        };
        return Done(await stage.ActAsync(Planner, at, s => s.GetRequiredService<CreateIntervention>().RunAsync(request, ct), ct)).Id;
    }

    private async Task StepAsync(string person, Guid work, MoveInterventionRequest request, DateTimeOffset at, CancellationToken ct)
    {
        request.InterventionId = work;
        request.Version = await stage.AskAsync(db => db.Set<Intervention>().Where(i => i.Id == work).Select(i => i.Version).SingleAsync(ct), ct);
        Done(await stage.ActAsync(person, at, s => s.GetRequiredService<MoveIntervention>().RunAsync(request, ct), ct));
    }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(stage.Now, stage.Zone).Date);

    /// <summary>A full hour of the company's day, so many days from now.</summary>
    private DateTimeOffset Day(int days, int hour)
    {
        var local = Today.AddDays(days).ToDateTime(new(hour, 0));
        return new DateTimeOffset(local, stage.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The story contradicts the rules: a bug in one of the two.</summary>
    private static void Done(Result result)
    {
        if (result.Failed) throw new InvalidOperationException($"Demo of maintenance: {result.Refusal}");
    }

    private static T Done<T>(Result<T> result) => result.Failed ? throw new InvalidOperationException($"Demo of maintenance: {result.Refusal}") : result.Value;
}
