using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>
/// Tells people by a template: in the application and by whatever else they chose, each in his own language, also when he
/// reads it much later or the template is gone by then.
/// </summary>
public sealed class TemplateNews(IDbContextFactory<AppDbContext> dbs, Notifier notifier, TextCatalog texts, GetOrganisation organisation, TimeProvider clock)
{
    /// <summary>Calling again with the same occasion is harmless. Refuses: template-unknown, template-idle; then nobody is told.</summary>
    /// <param name="fields">
    /// Values by name: a text, a <see cref="TextKey"/> for what is called differently in each language, an instant, a number.
    /// What is missing reads as a dash; what the template does not name is left alone.
    /// </param>
    public async Task<Result> TellAsync(string templateCode, IReadOnlyDictionary<string, object> fields, Occasion occasion, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var template = await db.Set<NotificationTemplate>().AsNoTracking().SingleOrDefaultAsync(t => t.Code == templateCode, ct);
        if (template is null) return Refusal.Conflict(TemplateRefusals.Unknown, templateCode);
        if (!template.IsActive) return Refusal.Conflict(TemplateRefusals.Idle, templateCode);
        await TellAsync(template, fields, occasion, people, ct);
        return Result.Ok;
    }

    internal async Task TellAsync(NotificationTemplate template, IReadOnlyDictionary<string, object> fields, Occasion occasion, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var values = new Dictionary<string, object>(fields);
        values.TryAdd(TemplateField.Organisation, (await organisation.RunAsync(ct)).Name);
        values.TryAdd(TemplateField.At, clock.GetUtcNow());
        var message = new TemplateMessage(texts, values).Of(template.Kind, template.Priority, template.Words);
        await notifier.TellAsync(occasion, [new(message, people) { Reason = NewsReason.Rule }], ct);
    }
}
