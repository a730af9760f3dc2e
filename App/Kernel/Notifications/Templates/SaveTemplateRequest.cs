using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>A template as somebody wants it. Without an id a new one.</summary>
public sealed partial class SaveTemplateRequest : IValidatableObject
{
    public Guid? Id { get; set; }
    public long Version { get; set; }

    /// <summary>Of a new one: lower-case letters, digits and hyphens. Later what is sent here is not looked at.</summary>
    [RequiredText(1, TemplateLimits.CodeMax)]
    public string Code { get; set; } = "";

    [DeclaredValue]
    public NotificationCategory Category { get; set; } = NotificationCategory.Update;

    [Range(0, 3, ErrorMessage = "unknown-value")]
    public int Priority { get; set; } = 1;

    [OptionalText(TemplateLimits.SubjectMax)]
    public string? SubjectFr { get; set; }

    [OptionalText(TemplateLimits.BodyMax)]
    public string? BodyFr { get; set; }

    [OptionalText(TemplateLimits.SubjectMax)]
    public string? SubjectEn { get; set; }

    [OptionalText(TemplateLimits.BodyMax)]
    public string? BodyEn { get; set; }

    /// <summary>A path of ours.</summary>
    [RequiredText(1, TemplateLimits.HrefMax)]
    public string Href { get; set; } = "/notifications";
    public bool IsActive { get; set; } = true;

    internal TemplateWords Words => new(TypedText.OrNull(SubjectFr), TypedText.OrNull(BodyFr), TypedText.OrNull(SubjectEn), TypedText.OrNull(BodyEn), Href.Trim());

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Id is null && Code.Trim().Length > 0 && !CodeForm().IsMatch(Code.Trim())) yield return new("template-code", [nameof(Code)]);
        if (TypedText.OrNull(SubjectFr) is null && (TypedText.OrNull(BodyFr) is not null || TypedText.OrNull(SubjectEn) is null)) yield return new("template-subject", [nameof(SubjectFr)]);
        if (TypedText.OrNull(SubjectEn) is null && TypedText.OrNull(BodyEn) is not null) yield return new("template-subject", [nameof(SubjectEn)]);
        if (HasLines(SubjectFr)) yield return new("template-one-line", [nameof(SubjectFr)]);
        if (HasLines(SubjectEn)) yield return new("template-one-line", [nameof(SubjectEn)]);
        if (LocalAddress.Or(Placeholders.Fill(Href.Trim(), _ => "x")) != Placeholders.Fill(Href.Trim(), _ => "x")) yield return new("template-address", [nameof(Href)]);
    }

    private static bool HasLines(string? subject) => subject?.Trim().AsSpan().IndexOfAny('\r', '\n') >= 0;

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex CodeForm();
}
