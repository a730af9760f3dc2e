using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Notifications.Channels;

/// <summary>Says news in one reader's language and zone, outside any page of his.</summary>
public sealed class NewsWording(TextCatalog texts, GetOrganisation organisation)
{
    /// <summary>The sentence alone. An unknown reader gets the organisation's language.</summary>
    public async Task<string> SentenceAsync(AppDbContext db, Guid userId, Notification news, CancellationToken ct)
    {
        var reader = await db.Set<User>().Where(u => u.Id == userId).Select(u => new { u.Language, u.ZoneId }).SingleOrDefaultAsync(ct);
        var ours = await organisation.RunAsync(ct);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.All.First(l => l.Name == (reader?.Language ?? ours.Language));   // ends with this call
        return texts.News(news.Text, news.Arguments, Recipients.ZoneOf(ours.ZoneId, reader?.ZoneId));
    }
}
