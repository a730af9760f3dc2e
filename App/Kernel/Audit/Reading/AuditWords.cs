using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;

namespace OpsFlux.Kernel.Audit.Reading;

/// <summary>What stands in the log, in words: a kind or property that no resource knows keeps its own name, since the log outlives modules.</summary>
internal static class AuditWords
{
    public static string Of(AuditAction action, TextCatalog texts) => Known(texts, $"AuditAction.{action}", action.ToString());

    public static string Subject(string? subject, TextCatalog texts) => subject is null ? "" : Known(texts, $"AuditSubject.{subject}", subject);

    public static string Property(string name, TextCatalog texts) => Known(texts, $"Field.{name}", name);

    /// <summary>The colour; the word beside it says the same.</summary>
    public static string Tone(AuditAction action) => action switch
    {
        AuditAction.Create or AuditAction.Import or AuditAction.SignIn => "run",
        AuditAction.Delete or AuditAction.SignInFailed or AuditAction.Denied => "bad",
        AuditAction.PermissionChange or AuditAction.Export or AuditAction.Erase => "wait",
        AuditAction.Change => "new",
        _ => "done",
    };

    public static IReadOnlyList<ReportFilter> Filters(AuditFilter filter, TextCatalog texts)
    {
        List<(string Label, string? Value)> said =
        [
            (texts["Audit.Action"], filter.Actions is [] ? null : string.Join(", ", filter.Actions.Select(a => Of(a, texts)))),
            (texts["Audit.Actor"], filter.ActorId?.ToString()),
            (texts["Audit.Subject"], filter.Subject is null ? null : Subject(filter.Subject, texts)),
            (texts["Audit.SubjectId"], filter.SubjectId),
            (texts["Audit.Correlation"], filter.Correlation),
            (texts["Audit.From"], filter.From?.ToString("d", CultureInfo.CurrentCulture)),
            (texts["Audit.To"], filter.To?.ToString("d", CultureInfo.CurrentCulture)),
            (texts["Audit.Words"], filter.Search),
        ];
        return [.. said.Where(s => s.Value is not null).Select(s => new ReportFilter(s.Label, s.Value!))];   // just asked
    }

    private static string Known(TextCatalog texts, string key, string otherwise) => texts.Has(key) ? texts[key] : otherwise;
}
