using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api;

/// <summary>Fields of a record as programs name and change them.</summary>
public static class PatchedFields
{
    /// <summary>A patch as edits, each against the value that the version named by If-Match has. Names of values are camelCase outside and PascalCase within; what is none is refused as it came.</summary>
    /// <param name="nameOf">What the API calls a field; null: as it calls every other.</param>
    public static List<FieldChange> Of<TRecord>(IReadOnlyList<RecordField<TRecord>> fields, TRecord record, IReadOnlyDictionary<string, string?> patch, Func<string, string>? nameOf = null) where TRecord : BusinessRecord =>
        [.. from field in fields
            let name = (nameOf ?? ApiJson.Name)(field.Name)
            where patch.ContainsKey(name)
            select new FieldChange { Field = field.Name, Seen = field.Read(record), Value = field.IsName ? Within(patch[name]) : patch[name] }];

    /// <summary>A refusal that names fields names them as the API does.</summary>
    public static Refusal InApiWords(this Refusal refusal, Func<string, string>? nameOf = null) => refusal with
    {
        Fields = [.. refusal.Fields.Select(f => f with { Field = (nameOf ?? ApiJson.Name)(f.Field) })],
        Conflicts = [.. refusal.Conflicts.Select(c => c with { Field = (nameOf ?? ApiJson.Name)(c.Field) })],
    };

    private static string? Within(string? name) => name is { Length: > 0 } ? char.ToUpperInvariant(name[0]) + name[1..] : name;
}
