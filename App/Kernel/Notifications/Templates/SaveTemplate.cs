using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>
/// Makes a template or changes one. Answers its id. Refuses: forbidden, invalid (fields that nobody declares, with the list of
/// those that exist; no words in any language; a code that is taken), not-found, stale.
/// </summary>
[Needs(TemplatePermissions.Manage, Everywhere = true)]
public sealed class SaveTemplate(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog, OwnWordsChange words) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(SaveTemplateRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(TemplatePermissions.Manage)) return Refusal.Forbidden;
        FieldError[] errors = [.. RequestValidation.Errors(request), .. TemplateCheck.Errors(request, catalog)];
        if (errors.Length > 0) return Refusal.Invalid(errors);

        await using var db = await dbs.CreateDbContextAsync(ct);
        var template = request.Id is { } id ? await db.Set<NotificationTemplate>().SingleOrDefaultAsync(t => t.Id == id, ct) : null;
        if (template is null && request.Id is not null) return Refusal.NotFound;
        var code = request.Code.Trim();
        if (template is null && await db.Set<NotificationTemplate>().AnyAsync(t => t.Code == code, ct)) return Taken;

        if (template is null) db.Add(template = new() { Code = code, Category = request.Category, Href = request.Words.Href });
        else db.Expect(template, request.Version);
        Apply(template, request);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal.Code == "already-exists" ? Taken : saved.Refusal;   // another's was first, this moment
        await words.AnnounceAsync(db, ct);
        return template.Id;
    }

    private static Refusal Taken => Refusal.Invalid(new FieldError(nameof(SaveTemplateRequest.Code), "name-taken"));

    private static void Apply(NotificationTemplate template, SaveTemplateRequest request)
    {
        var said = request.Words;
        (template.Category, template.Priority, template.IsActive, template.Href) = (request.Category, request.Priority, request.IsActive, said.Href);
        (template.SubjectFr, template.BodyFr, template.SubjectEn, template.BodyEn) = (said.SubjectFr, said.BodyFr, said.SubjectEn, said.BodyEn);
    }
}
