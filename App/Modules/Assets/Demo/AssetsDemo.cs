using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Demo;

/// <summary>The machines of the demo company and of its client, some with components, one of them broken down.</summary>
internal sealed class AssetsDemo : IDemoSeed
{
    public async Task SeedAsync(DemoStage stage, CancellationToken ct)
    {
        await stage.PrepareAsync(db => db.AddRange(DemoEquipment.Types.Select(t => new EquipmentType { Code = t.Code, Name = t.French, EnglishName = t.English })), ct);
        var types = await stage.AskAsync(db => db.Set<EquipmentType>().ToDictionaryAsync(t => t.Code, t => t.Id, ct), ct);
        var structures = await stage.AskAsync(db => db.Set<Structure>().ToDictionaryAsync(s => s.Code, s => s.Id, ct), ct);
        var sites = await stage.AskAsync(db => db.Set<Site>().ToDictionaryAsync(s => s.Name, s => s.Id, ct), ct);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(stage.Now, stage.Zone).Date);
        var made = new Dictionary<string, Guid>();
        foreach (var piece in DemoEquipment.All)
        {
            var request = RequestFor(piece, types[piece.Type], structures[piece.Structure], sites[piece.Site], today);
            request.ParentId = piece.Below is { } parent ? made[parent] : null;
            var created = await stage.ActAsync("karim", stage.Now, services => services.GetRequiredService<CreateEquipment>().RunAsync(request, ct), ct);
            made[piece.Name] = created.Value?.Id ?? throw new InvalidOperationException($"{piece.Name}: {created.Refusal?.Code}");
        }

        await BreakDownAsync(stage, made[DemoEquipment.BrokenDown], ct);
    }

    private static CreateEquipmentRequest RequestFor(DemoPiece piece, Guid type, Guid structure, Guid site, DateOnly today)
    {
        var installed = today.AddDays(-piece.AgeInDays);
        return new()
        {
            Name = piece.Name, TypeId = type, StructureId = structure, SiteId = site, Location = piece.Location, Maker = piece.Maker, Model = piece.Model, SerialNumber = piece.Serial,
            InstalledOn = installed, WarrantyUntil = installed.AddYears(2), MaintenanceEveryDays = piece.EveryDays,
            NextMaintenanceOn = piece.DueInDays is { } days ? today.AddDays(days) : null,
        };
    }

    private static async Task BreakDownAsync(DemoStage stage, Guid equipment, CancellationToken ct)
    {
        var request = new OperateEquipmentRequest { EquipmentId = equipment, Trigger = OperatingTrigger.BreakDown, Reason = "Fuite au vérin de fermeture, pression à zéro" };
        var done = await stage.ActAsync("yasmine", stage.Now, services => services.GetRequiredService<OperateEquipment>().RunAsync(request, ct), ct);
        if (done.Failed) throw new InvalidOperationException($"{nameof(OperatingTrigger.BreakDown)}: {done.Refusal.Code}");
    }
}
