using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>Checks what was answered against what is asked, and brings it into the form in which it is stored.</summary>
public static class FieldAnswers
{
    /// <summary>The name under which a page and the API find what is wrong with an answer.</summary>
    public static string NameOf(string code) => $"{nameof(OpenTicketRequest.Fields)}.{code}";

    /// <summary>
    /// Answers by code, without those left empty. Refuses: required, too-long, control-characters, not-a-number,
    /// out-of-range, not-a-date, unknown-value (no such option, or a code that is not asked).
    /// </summary>
    /// <param name="before">What stands: an option that went out of use may stay.</param>
    public static Result<Dictionary<string, string>> Check(
        IReadOnlyList<CategoryField> asked, IReadOnlyDictionary<string, string?> given, IReadOnlyDictionary<string, string>? before = null)
    {
        var errors = given.Keys.Except(asked.Select(f => f.Code)).Select(code => new FieldError(NameOf(code), "unknown-value")).ToList();
        var answers = new Dictionary<string, string>();
        foreach (var field in asked)
        {
            var text = given.GetValueOrDefault(field.Code)?.Trim();
            if (string.IsNullOrEmpty(text))
            {
                if (field.IsRequired) errors.Add(new(NameOf(field.Code), "required"));
            }
            else if (Wrong(field, text, before?.GetValueOrDefault(field.Code)) is { } wrong) errors.Add(wrong);
            else answers[field.Code] = Normal(field, text);
        }

        return errors.Count > 0 ? Refusal.Invalid([.. errors]) : answers;
    }

    private static FieldError? Wrong(CategoryField field, string text, string? before) => field.Kind switch
    {
        FieldKind.Text => TooLong(field, text, FieldLimits.TextMax),
        FieldKind.LongText => TooLong(field, text, FieldLimits.LongTextMax),
        FieldKind.Number => NotInRange(field, text),
        FieldKind.Date when !DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => new(NameOf(field.Code), "not-a-date"),
        FieldKind.YesNo when text is not ("true" or "false") => new(NameOf(field.Code), "unknown-value"),
        FieldKind.Choice when text != before && !field.Options.Exists(o => o.Code == text && o.IsActive) => new(NameOf(field.Code), "unknown-value"),
        _ => null,
    };

    private static FieldError? TooLong(CategoryField field, string text, int longest)
    {
        var result = new OptionalTextAttribute(longest).GetValidationResult(text, new ValidationContext(field) { MemberName = field.Code });
        if (result?.ErrorMessage?.Split(':') is not [var code, .. var arguments]) return null;
        return new(NameOf(field.Code), code, [.. arguments]);
    }

    private static FieldError? NotInRange(CategoryField field, string text)
    {
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > Largest) return new(NameOf(field.Code), "not-a-number");
        if (number < field.Min) return new(NameOf(field.Code), "at-least", Short(field.Min.Value));
        return number > field.Max ? new(NameOf(field.Code), "at-most", Short(field.Max.Value)) : null;
    }

    /// <summary>1000 rather than 1000.0000, as which the database answers it.</summary>
    internal static decimal Short(decimal number) => number / 1.0000000000000000000000000000m;

    private static string Normal(CategoryField field, string text) => field.Kind is FieldKind.Number
        ? decimal.Parse(text, Plain, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture) : text;

    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private const decimal Largest = 99_999_999_999m;
}
