using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Localisation;

/// <summary>
/// Finds a text by its key in the resources of the kernel and of every module, in the current culture: for keys that
/// travel as data (refusals, states, notifications). Components that know their module use its IStringLocalizer. What the
/// organisation calls something itself (<see cref="OwnWords"/>) comes first.
/// </summary>
public sealed class TextCatalog(IStringLocalizerFactory factory, ModuleCatalog catalog, OwnWords? own = null)
{
    private readonly IReadOnlyList<IStringLocalizer> sources = [factory.Create(typeof(KernelText)), .. catalog.TextTypes.Select(factory.Create)];
    private readonly ConcurrentDictionary<string, IStringLocalizer?> found = new();

    /// <summary>The text, or the key itself when no resource has it, which a test forbids for every key the code names.</summary>
    public string this[string key] => own?.Find(key) ?? Find(key)?[key].Value ?? key;

    public string Format(string key, params object[] arguments) => string.Format(CultureInfo.CurrentCulture, this[key], arguments);

    public bool Has(string key) => own?.Find(key) is not null || Find(key) is not null;

    public string Of(Refusal refusal) => Format($"Refusal.{refusal.Code}", [.. refusal.Arguments.Select(Words)]);

    /// <summary>The field's own words (<c>Error.required.Title</c>) where a resource has them, else the same for every field.</summary>
    public string Of(FieldError error)
    {
        var own = $"Error.{error.Code}.{error.Field}";
        return Format(Has(own) ? own : $"Error.{error.Code}", error.Arguments);
    }

    /// <summary>The name of an enum's value: key <c>Type.Value</c>.</summary>
    public string Of<TEnum>(TEnum value) where TEnum : struct, Enum => this[$"{typeof(TEnum).Name}.{value}"];

    private object Words(object argument) => argument switch
    {
        TextKey key => this[key.Key],
        TextKeys several => string.Join(", ", several.Keys.Select(k => this[k.Key])),
        _ => argument,
    };

    private IStringLocalizer? Find(string key) => found.GetOrAdd(key, k => sources.FirstOrDefault(s => !s[k].ResourceNotFound));
}

/// <summary>Marks the kernel's own texts.</summary>
public sealed class KernelText;
