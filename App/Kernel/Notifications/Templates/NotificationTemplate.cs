using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>
/// A notification in an administrator's own words, named by hooks. Words are Markdown with {{fields}}; a language without
/// words reads the other one. What was told by it stays as it was told, whatever becomes of the template.
/// </summary>
public sealed class NotificationTemplate : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Chosen once: hooks name it.</summary>
    public required string Code { get; init; }
    public required NotificationCategory Category { get; set; }

    /// <summary>0 low, 1 normal, 2 high, 3 urgent.</summary>
    public int Priority { get; set; } = 1;
    public string? SubjectFr { get; set; }
    public string? SubjectEn { get; set; }
    public string? BodyFr { get; set; }
    public string? BodyEn { get; set; }

    /// <summary>Where it leads: a path of ours, in which {{fields}} may stand.</summary>
    public required string Href { get; set; }

    /// <summary>False: hooks that name it tell nobody.</summary>
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;

    /// <summary>Its kind of news: people mute it by its category, logs and the forced ones name it.</summary>
    public NewsKind Kind => KindOf(Code, Category);

    /// <summary>Before the code of a template, in the code of what is told by it.</summary>
    internal const string KindPrefix = "kernel.template.";

    internal static NewsKind KindOf(string code, NotificationCategory category) => new(KindPrefix + code, category);

    internal TemplateWords Words => new(SubjectFr, BodyFr, SubjectEn, BodyEn, Href);
}

/// <summary>What a template says, in both languages. Without a subject, a language has no words of its own.</summary>
public sealed record TemplateWords(string? SubjectFr, string? BodyFr, string? SubjectEn, string? BodyEn, string Href)
{
    /// <summary>Subject and body in one language, or those of the other where it has none.</summary>
    public (string Subject, string? Body) In(string language) => language == "en"
        ? SubjectEn is null ? (SubjectFr ?? "", BodyFr) : (SubjectEn, BodyEn)
        : SubjectFr is null ? (SubjectEn ?? "", BodyEn) : (SubjectFr, BodyFr);

    /// <summary>Whether readers of this language get the other one's words.</summary>
    public bool FallsBack(string language) => language == "en" ? SubjectEn is null : SubjectFr is null;
}
