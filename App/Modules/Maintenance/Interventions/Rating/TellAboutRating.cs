using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Rating;

/// <summary>What people can be told of ratings. Texts: <c>News.{code}</c>.</summary>
public static class RatingNews
{
    public static readonly NewsKind Poor = new("maintenance.intervention.rated_poor", NotificationCategory.Alert);
}

/// <summary>Tells those who give out the work when a client is not content with it: a score of 1 or 2.</summary>
public sealed class TellAboutRating(IDbContextFactory<AppDbContext> dbs, Keepers keepers, Notifier notifier) : IEventHandler<InterventionRated>
{
    private const int High = 2, Poor = 2;

    public async Task HandleAsync(Envelope<InterventionRated> envelope, CancellationToken ct)
    {
        if (envelope.Data.Score > Poor) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Set<Intervention>().AsNoTracking().Where(i => i.Id == envelope.Data.InterventionId)
            .Select(i => new { i.Number, i.Title, i.StructureId, Comment = db.Set<InterventionRating>().Where(r => r.InterventionId == i.Id).Select(r => r.Comment).FirstOrDefault() }).SingleOrDefaultAsync(ct);
        if (found is null) return;
        var message = new Message(RatingNews.Poor, "Notify.RatedPoor", $"/interventions/{found.Number}#rating", found.Number, envelope.Data.Score.ToString(CultureInfo.InvariantCulture), found.Title)
        {
            Priority = High, Excerpt = found.Comment, ExcerptAuthor = found.Comment is null ? null : envelope.ActorName,
        };
        await notifier.TellAsync(envelope.Id, envelope.ActorId, envelope.Record, await keepers.OfAsync(db, found.StructureId, MaintenancePermissions.Assign, ct), message, ct);
    }
}
