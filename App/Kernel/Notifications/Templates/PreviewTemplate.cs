using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>A template as readers of one language will see it, with examples for its fields.</summary>
/// <param name="FallsBack">They read the other language: this one has no words.</param>
/// <param name="Errors">Why it could not be saved as it stands.</param>
public sealed record TemplatePreview(string Language, FilledTemplate Filled, bool FallsBack, IReadOnlyList<FieldError> Errors);

/// <summary>Shows a template while it is written, in both languages, in one's own zone. Refuses: forbidden.</summary>
[Needs(TemplatePermissions.Manage, Everywhere = true)]
public sealed class PreviewTemplate(ICurrentUser user, ModuleCatalog catalog, TextCatalog texts, ReaderZone zone, TimeProvider clock) : IUseCase
{
    /// <summary>French first.</summary>
    public Task<Result<IReadOnlyList<TemplatePreview>>> RunAsync(SaveTemplateRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<Result<IReadOnlyList<TemplatePreview>>>(user.CanEverywhere(TemplatePermissions.Manage) ? Previews(request) : Refusal.Forbidden);
    }

    /// <summary>What stands for each field where nothing happened.</summary>
    internal static IReadOnlyDictionary<string, object> Examples(ModuleCatalog catalog, DateTimeOffset now) =>
        catalog.TemplateFields.ToDictionary(f => f.Name, f => f.Name == TemplateField.At ? (object)now : new TextKey(f.Example));

    private List<TemplatePreview> Previews(SaveTemplateRequest request)
    {
        var errors = TemplateCheck.Errors(request, catalog);
        var message = new TemplateMessage(texts, Examples(catalog, clock.GetUtcNow()));
        return [.. Languages.All.Select(language => new TemplatePreview(language.Name, Read(message.In(request.Words, language)), request.Words.FallsBack(language.Name), errors))];
    }

    private FilledTemplate Read(FilledTemplate filled) => filled with
    {
        Subject = texts.News(TemplateText.Sentence, [NewsArgument.InLanguages(KeyValuePair.Create("", filled.Subject))], zone.Zone),
        Body = filled.Body is null ? null : texts.NewsBody(NewsArgument.InLanguages(KeyValuePair.Create("", filled.Body)), zone.Zone),
    };
}
