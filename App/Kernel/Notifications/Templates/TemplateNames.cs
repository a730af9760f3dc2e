using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>What logs and lists of kinds of news call a template: its subject, as it is written.</summary>
internal sealed class TemplateNames : IOwnWordSource
{
    public async Task<IReadOnlyList<OwnWord>> ReadAsync(AppDbContext db, CancellationToken ct)
    {
        var templates = await db.Set<NotificationTemplate>().Select(t => new { t.Code, t.Category, t.SubjectFr, t.SubjectEn }).ToListAsync(ct);
        return templates.ConvertAll(t => new OwnWord(NotificationTemplate.KindOf(t.Code, t.Category).Text, t.SubjectFr ?? t.SubjectEn ?? t.Code, t.SubjectEn));
    }
}
