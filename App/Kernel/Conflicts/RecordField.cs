using System.ComponentModel.DataAnnotations;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Conflicts;

/// <summary>
/// A field that people edit, declared once by the module that owns the record. Values pass as invariant text, so that one
/// merge, one panel and one request serve every record.
/// </summary>
/// <param name="Name">Of the property: key of its words, and what the timeline calls it.</param>
/// <param name="Write">False where the value cannot be this field's.</param>
public sealed record RecordField<TRecord>(string Name, Func<TRecord, string?> Read, Func<TRecord, string?, bool> Write) where TRecord : BusinessRecord
{
    /// <summary>What the value has to respect, as annotations of a request do.</summary>
    public IReadOnlyList<ValidationAttribute> Rules { get; init; } = [];

    /// <summary>The form in which the field is kept: what differs in blanks alone is the same.</summary>
    public Func<string, string> Tidy { get; init; } = value => value.Trim();

    public bool IsText { get; init; }

    /// <summary>Its values are names that our code gave, such as those of a priority.</summary>
    public bool IsName { get; init; }

    /// <summary>Null for what holds nothing.</summary>
    public string? Clean(string? value) => value is null || Tidy(value) is not { Length: > 0 } tidy ? null : tidy;
}

/// <summary>The usual kinds of fields.</summary>
public static class RecordField
{
    public static RecordField<TRecord> Text<TRecord>(string name, Func<TRecord, string?> read, Action<TRecord, string?> write, params ValidationAttribute[] rules)
        where TRecord : BusinessRecord => new(name, read, (record, value) => { write(record, value); return true; })
        {
            IsText = true,
            Rules = rules,
            Tidy = value => value.ReplaceLineEndings("\n").Trim(),
        };

    public static RecordField<TRecord> OneOf<TRecord, TEnum>(string name, Func<TRecord, TEnum> read, Action<TRecord, TEnum> write)
        where TRecord : BusinessRecord where TEnum : struct, Enum => new(name, record => read(record).ToString(), (record, value) =>
        {
            // Names alone: Enum.TryParse would take any number too.
            if (value is null || !Enum.GetNames<TEnum>().Contains(value)) return false;
            write(record, Enum.Parse<TEnum>(value));
            return true;
        })
        {
            IsName = true,
        };

    /// <summary>A reference. Whether this person may name it is for the use case to check.</summary>
    public static RecordField<TRecord> Id<TRecord>(string name, Func<TRecord, Guid?> read, Action<TRecord, Guid?> write, bool required)
        where TRecord : BusinessRecord => new(name, record => read(record)?.ToString(), (record, value) =>
        {
            if (value is null && !required)
            {
                write(record, null);
                return true;
            }

            if (!Guid.TryParse(value, out var id)) return false;
            write(record, id);
            return true;
        });
}
