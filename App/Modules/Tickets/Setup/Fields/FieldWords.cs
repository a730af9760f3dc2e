using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>
/// Says answers in words. A timeline line names the field as <c>Form.{kind}.{id}</c>; label and options are own words of the
/// organisation, so that lines stay readable after the ticket has left the category.
/// </summary>
public static class FieldWords
{
    private const string Prefix = "Form.";

    /// <summary>As timeline entries name the field.</summary>
    public static string LineField(CategoryField field) => $"{Prefix}{field.Kind}.{field.Id:N}";

    /// <summary>Where the timeline looks for the field's name.</summary>
    public static string LabelKey(CategoryField field) => $"Field.{LineField(field)}";

    public static string OptionKey(Guid fieldId, string code) => $"{Prefix}Option.{fieldId:N}.{code}";

    public static bool IsForm(string? lineField) => lineField?.StartsWith(Prefix, StringComparison.Ordinal) is true;

    extension(TextCatalog texts)
    {
        /// <summary>The field's label in the reader's language.</summary>
        public string LabelOf(CategoryField field) => In(field.French, field.English);

        public string? HelpOf(CategoryField field) => string.IsNullOrWhiteSpace(field.FrenchHelp) ? field.EnglishHelp : In(field.FrenchHelp, field.EnglishHelp);

        public string OptionOf(FieldOption option) => In(option.French, option.English);

        /// <summary>"12,5", "20/11/2026", "Oui", the option's words, or what was typed.</summary>
        public string AnswerOf(CategoryField field, string value) =>
            field.Options.Find(o => o.Code == value) is { } option ? texts.OptionOf(option) : texts.AnswerOf(LineField(field), value);

        /// <summary>The same of what a timeline line names.</summary>
        public string AnswerOf(string lineField, string value)
        {
            var parts = lineField.Split('.');
            if (parts is not [_, var kind, var id] || !Enum.TryParse<FieldKind>(kind, out var parsed)) return value;
            return parsed switch
            {
                FieldKind.Number when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number.ToString("0.####", CultureInfo.CurrentCulture),
                FieldKind.Date when DateOnly.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date.ToString("d", CultureInfo.CurrentCulture),
                FieldKind.YesNo => texts[value == "true" ? "Yes" : "No"],
                FieldKind.Choice when Guid.TryParse(id, out var fieldId) && texts.Has(OptionKey(fieldId, value)) => texts[OptionKey(fieldId, value)],
                _ => value,
            };
        }
    }

    private static string In(string french, string? english) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && !string.IsNullOrWhiteSpace(english) ? english : french;
}
