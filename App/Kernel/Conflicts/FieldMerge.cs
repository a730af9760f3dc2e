using System.ComponentModel.DataAnnotations;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Conflicts;

/// <summary>
/// The three-way merge of an edit: the value somebody saw, the value now, the value he wants. What nobody else touched is
/// written; what stands as he wants it already is left; the rest is a conflict. Values are compared rather than versions,
/// so a job that writes other fields, or the same value, disturbs nobody.
/// </summary>
public static class FieldMerge
{
    /// <summary>Of an id or the name of an enum's value.</summary>
    private const int LongestCode = 100;

    /// <summary>The refusal that names every field or value that cannot be, or null.</summary>
    public static Refusal? Check<TRecord>(IReadOnlyList<RecordField<TRecord>> fields, IReadOnlyList<FieldChange> changes) where TRecord : BusinessRecord
    {
        var errors = changes.SelectMany(c => Errors(Find(fields, c), c)).ToArray();
        return errors is [] ? null : Refusal.Invalid(errors);
    }

    /// <summary>The changes that meet another value than the one seen. Empty: all may be applied.</summary>
    public static IReadOnlyList<FieldChange> Clashes<TRecord>(TRecord record, IReadOnlyList<RecordField<TRecord>> fields, IReadOnlyList<FieldChange> changes)
        where TRecord : BusinessRecord => [.. changes.Where(c => Find(fields, c) is { } field && IsClash(record, field, c))];

    /// <summary>Writes the changes and their lines of the timeline. Refuses a value that the field cannot hold; nothing may be saved then.</summary>
    public static Result Apply<TRecord>(TRecord record, IReadOnlyList<RecordField<TRecord>> fields, IReadOnlyList<FieldChange> changes) where TRecord : BusinessRecord
    {
        foreach (var change in changes)
        {
            if (Find(fields, change) is not { } field || !Write(record, field, change)) return Refusal.Invalid(new FieldError(change.Field, "unknown-value"));
        }

        return Result.Ok;
    }

    private static RecordField<TRecord>? Find<TRecord>(IReadOnlyList<RecordField<TRecord>> fields, FieldChange change) where TRecord : BusinessRecord =>
        fields.FirstOrDefault(f => f.Name == change.Field);

    private static IEnumerable<FieldError> Errors<TRecord>(RecordField<TRecord>? field, FieldChange change) where TRecord : BusinessRecord
    {
        if (field is null) return [new FieldError(change.Field, "unknown-value")];
        var context = new ValidationContext(change) { MemberName = field.Name };
        // What was wanted is written to the timeline, though to no field: a code is short, a text keeps the rules of its field.
        var wanted = field.IsText ? field.Rules : [new OptionalTextAttribute(LongestCode)];
        var wrongs = field.Rules.Select(r => r.GetValidationResult(change.Value, context));
        if (change is { Settles: true, Wanted: not null }) wrongs = wrongs.Concat(wanted.Select(r => r.GetValidationResult(change.Wanted, context)));
        return wrongs.OfType<ValidationResult>()
            .Select(wrong => RequestValidation.Parse(field.Name, wrong.ErrorMessage ?? "invalid"));
    }

    private static bool IsClash<TRecord>(TRecord record, RecordField<TRecord> field, FieldChange change) where TRecord : BusinessRecord
    {
        var now = field.Clean(field.Read(record));
        return now != field.Clean(change.Seen) && now != field.Clean(change.Value);
    }

    private static bool Write<TRecord>(TRecord record, RecordField<TRecord> field, FieldChange change) where TRecord : BusinessRecord
    {
        var (before, after) = (field.Clean(field.Read(record)), field.Clean(change.Value));
        if (before != after && !field.Write(record, after)) return false;
        if (change.Settles) record.Log(Settled(field, change, before, after));
        else if (before != after) record.Log(new() { Kind = TimelineKind.FieldChanged, Field = field.Name, OldValue = before, NewValue = after });
        return true;
    }

    /// <summary>Says which value was kept and which gave way, whichever of the two it was.</summary>
    private static TimelineEntry Settled<TRecord>(RecordField<TRecord> field, FieldChange change, string? theirs, string? chosen) where TRecord : BusinessRecord => new()
    {
        Kind = TimelineKind.ConflictSettled,
        Field = field.Name,
        OldValue = theirs == chosen ? field.Clean(change.Wanted) : theirs,
        NewValue = chosen,
    };
}
