using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Types;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Photos;
using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting.Print;

/// <summary>Reads what a report says, as it is now. As the system: what the client is told is chosen by the sheet, not by who asks.</summary>
public sealed class SheetReader(GetOrganisation organisation, IFileStore store, ILogger<SheetReader> log)
{
    /// <summary>Of each moment.</summary>
    private const int MostPhotos = 12;

    /// <summary>Bytes of one photo and of all: the report travels by mail.</summary>
    private const long LargestPhoto = 3L << 20, AllPhotos = 12L << 20;

    public async Task<Sheet> ReadAsync(AppDbContext db, InterventionReport report, CancellationToken ct)
    {
        var id = report.InterventionId;
        var card = await organisation.RunAsync(ct);
        var zone = new ReaderZone();
        zone.Set(card.ZoneId);
        var head = await HeadAsync(db, id, ct);
        var (photos, leftOut) = await PhotosAsync(db, id, ct);
        return head with
        {
            Report = report,
            Replaces = report.ReplacesId is { } former ? await db.Set<InterventionReport>().Where(r => r.Id == former).Select(r => r.Number).SingleAsync(ct) : null,
            Culture = Languages.All.FirstOrDefault(l => l.Name == report.Language) ?? Languages.All[0],
            Zone = zone.Zone,
            Organisation = card,
            Times = await (
                from time in db.Set<InterventionTime>().AsNoTracking()
                where time.InterventionId == id
                join person in db.Set<User>() on time.PersonId equals person.Id
                orderby time.From, time.Id
                select new SheetTime(person.DisplayName, time)).ToListAsync(ct),
            Parts = await db.Set<InterventionPart>().AsNoTracking().Where(p => p.InterventionId == id).OrderBy(p => p.AddedAt).ThenBy(p => p.Id).ToListAsync(ct),
            Checks = await db.Set<InterventionCheck>().AsNoTracking().Where(c => c.InterventionId == id).OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(ct),
            Photos = photos,
            PhotosLeftOut = leftOut,
            Signatures = [.. (await db.Set<InterventionSignature>().AsNoTracking().Where(s => s.InterventionId == id).OrderBy(s => s.SignedAt).ToListAsync(ct))
                .OrderBy(s => s.Party).Select(s => new SheetSignature(s.Party, s.Name, s.Strokes is null ? null : Strokes.Path(s.Strokes), s.SignedAt))],
        };
    }

    /// <summary>Whose it is, on what, and by whom; the rest is filled in.</summary>
    private static async Task<Sheet> HeadAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        var found = await (
            from i in db.Set<Intervention>().AsNoTracking().IgnoreQueryFilters()
            where i.Id == id
            join structure in db.Set<Structure>() on i.StructureId equals structure.Id
            join requester in db.Set<User>() on i.RequesterId equals requester.Id
            join lead in db.Set<User>() on i.LeadId equals lead.Id into leads
            from lead in leads.DefaultIfEmpty()
            join site in db.Set<Site>() on i.SiteId equals site.Id into sites
            from site in sites.DefaultIfEmpty()
            join client in db.Set<Client>() on i.StructureId equals client.StructureId into clients
            from client in clients.DefaultIfEmpty()
            join contract in ContractCover.Named(db) on i.ContractId equals contract.Id into contracts
            from contract in contracts.DefaultIfEmpty()
            select new { Row = i, Structure = structure.Name, Requester = requester.DisplayName, Lead = lead.DisplayName, Site = site.Name, SiteAddress = site.Address, client.Address, client.City, Contract = contract.Name }).SingleAsync(ct);
        return new()
        {
            Report = null!, Culture = CultureInfo.InvariantCulture, Zone = TimeZoneInfo.Utc, Organisation = null!, Times = [], Parts = [], Checks = [], Photos = [], Signatures = [],   // filled by who calls
            Intervention = found.Row, Client = found.Structure, ClientAddress = string.Join(", ", new[] { found.Address, found.City }.Where(t => !string.IsNullOrWhiteSpace(t))),
            Site = found.Site, SiteAddress = found.SiteAddress, Contract = found.Row.ContractId is null ? null : found.Contract, Lead = found.Lead, Requester = found.Requester,
            Equipment = found.Row.EquipmentId is { } equipment ? await EquipmentPlates.Of(db, equipment).SingleOrDefaultAsync(ct) : null,
        };
    }

    private async Task<(IReadOnlyList<SheetPhoto> Photos, int LeftOut)> PhotosAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        var files = await (
            from photo in db.Set<InterventionPhoto>()
            where photo.InterventionId == id
            join file in db.Set<Attachment>() on photo.AttachmentId equals file.Id
            where file.RemovedAt == null && !file.IsInternal && file.State == AttachmentState.Clean
            orderby photo.AddedAt, photo.Id
            select new { photo.Moment, file.StorageKey, file.Size, file.ContentType }).ToListAsync(ct);
        var (shown, bytes) = (new List<SheetPhoto>(), 0L);
        foreach (var file in files)
        {
            if (!FileTypes.IsShown(file.ContentType) || file.Size > LargestPhoto || bytes + file.Size > AllPhotos || shown.Count(p => p.Moment == file.Moment) >= MostPhotos) continue;
            if (await ContentAsync(file.StorageKey, ct) is not { } content) continue;
            bytes += file.Size;
            shown.Add(new(file.Moment, $"data:{file.ContentType};base64,{Convert.ToBase64String(content)}"));
        }

        return (shown, files.Count - shown.Count);
    }

    /// <summary>Null where it is gone: a report without one of its photos is better than none.</summary>
    private async Task<byte[]?> ContentAsync(Guid key, CancellationToken ct)
    {
        await using var content = await store.OpenAsync(key, ct);
        if (content is null)
        {
            log.LogError("The content {Key} of a photo is missing", key);
            return null;
        }

        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
