using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Warranty;

/// <summary>Tells those who look after equipment that its warranty ends.</summary>
public sealed class TellAboutWarranty(IDbContextFactory<AppDbContext> dbs, Keepers keepers, Notifier notifier) : IEventHandler<WarrantyEnding>
{
    public static readonly NewsKind Ending = new("assets.warranty.ending", NotificationCategory.Reminder);

    public async Task HandleAsync(Envelope<WarrantyEnding> envelope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var equipment = await db.Set<Equipment>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == envelope.Record.Id, ct);
        if (equipment is null || equipment.WarrantyUntil != envelope.Data.Until) return;   // extended meanwhile, or gone
        var until = envelope.Data.Until.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);   // the same in every language
        var message = new Message(Ending, "Notify.WarrantyEnding", $"/equipment/{equipment.Number}", [equipment.Number, equipment.Name, until]);
        await notifier.TellAsync(envelope.Id, envelope.ActorId, envelope.Record, await keepers.OfAsync(db, equipment.StructureId, AssetPermissions.Manage, ct), message, ct);
    }
}
