using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>What is wrong with the words of a template, field by field, besides what the request says by itself.</summary>
internal static class TemplateCheck
{
    public static IReadOnlyList<FieldError> Errors(SaveTemplateRequest request, ModuleCatalog catalog)
    {
        var known = catalog.TemplateFields.Select(f => f.Name).ToHashSet();
        var errors = new List<FieldError>();
        foreach (var (field, text) in Texts(request))
        {
            var unknown = Placeholders.Names(text).Where(n => !known.Contains(n)).Select(Braced).ToList();
            if (unknown.Count > 0) errors.Add(new(field, "template-unknown-field", string.Join(", ", unknown), string.Join(", ", known.Order(StringComparer.Ordinal).Select(Braced))));
            else if (Placeholders.HasLooseBraces(text)) errors.Add(new(field, "template-braces"));
            else if (field is nameof(request.BodyFr) or nameof(request.BodyEn) && Placeholders.NamesInCode(text) is { Count: > 0 } raw)
                errors.Add(new(field, "template-field-in-code", string.Join(", ", raw.Select(Braced))));
        }

        return errors;
    }

    private static IEnumerable<(string Field, string? Text)> Texts(SaveTemplateRequest request) =>
    [
        (nameof(request.SubjectFr), request.SubjectFr), (nameof(request.BodyFr), request.BodyFr), (nameof(request.SubjectEn), request.SubjectEn),
        (nameof(request.BodyEn), request.BodyEn), (nameof(request.Href), request.Href),
    ];

    private static string Braced(string name) => $"{{{{{name}}}}}";
}
