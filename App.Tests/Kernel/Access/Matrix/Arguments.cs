using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Builds what a use case is called with, by type and by name, so that a new one needs a sample only where its names say nothing.</summary>
internal sealed class Arguments(MatrixApp app, Type useCase, MarkedTicket record)
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Whether the record, a part of it, or its structure is named: then the answer depends on whose it is.</summary>
    public bool OnRecord { get; private set; }

    /// <summary>Whether a structure is named, which nobody owns.</summary>
    public bool OnStructure { get; private set; }

    /// <summary>Whether an id of nothing was given, as a sample says is enough.</summary>
    public bool IsInvented { get; private set; }

    /// <summary>Whether what the call names is no part of a record.</summary>
    public bool IsBeside => UseCaseSamples.Beside.Any(n => $"{useCase.Namespace}.".StartsWith($"{n}.", StringComparison.Ordinal));

    /// <summary>Names whose meaning is not known, and for which an id of nothing was given.</summary>
    public List<string> Unknown { get; } = [];

    public object?[] Of(MethodInfo method) => [.. method.GetParameters().Select(p => Value(p.Name!, p.ParameterType, () => Nullability.Create(p).WriteState == NullabilityState.Nullable, p))];   // parameters of compiled code have names

    private object? Value(string name, Type type, Func<bool> mayBeNull, ICustomAttributeProvider? rules)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(CancellationToken)) return CancellationToken.None;
        if (bare == typeof(Guid)) return IdOf(name);
        if (bare == typeof(RecordRef)) return Touched(record.Ref);
        if (bare == typeof(SelectedRow)) return Touched(new SelectedRow(record.Ticket.Id, record.Ticket.Version, record.Ticket.Number));
        if (bare == typeof(string)) return TextOf(name);
        if (bare == typeof(bool)) return false;
        if (bare == typeof(decimal)) return 1m;   // within every range there is
        if (bare == typeof(DateOnly)) return DateOnly.FromDateTime(FakeClock.Start.UtcDateTime);
        if (bare == typeof(DateTimeOffset)) return FakeClock.Start;
        if (bare == typeof(DateTime)) return FakeClock.Start.DateTime;
        if (bare == typeof(TimeOnly)) return TimeOnly.FromDateTime(FakeClock.Start.DateTime);
        if (bare.IsEnum) return Enum.GetValues(bare).GetValue(0);
        if (bare.IsPrimitive) return NumberOf(name, bare, rules);
        if (bare == typeof(ListQuery)) return ListQuery.Parse(null);
        if (typeof(Stream).IsAssignableFrom(bare)) return new MemoryStream("Texte"u8.ToArray());
        if (bare != typeof(string) && typeof(IEnumerable).IsAssignableFrom(bare)) return Rows(name, bare);
        return mayBeNull() ? null : Built(bare);
    }

    /// <summary>A request: by its constructor where it is a record, else property by property.</summary>
    private object Built(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault() ?? throw new NotSupportedException($"{type.Name} has no public constructor");
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.Name!, p.ParameterType, () => Nullability.Create(p).WriteState == NullabilityState.Nullable, p))]);   // as above
        if (constructor.GetParameters().Length > 0) return made;
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && MustBeGiven(p)))
            property.SetValue(made, Value(property.Name, property.PropertyType, () => false, property));
        return made;
    }

    /// <summary>What is optional stays away: a sample gives it where it matters.</summary>
    private static bool MustBeGiven(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredTextAttribute)) || property.IsDefined(typeof(RequiredChoiceAttribute)) || property.IsDefined(typeof(RequiredAttribute))
        || property.PropertyType == typeof(Guid) || property.PropertyType == typeof(DateOnly) || property.Name is "Version" or "Code" or "List"
        || (property.IsDefined(typeof(RangeAttribute)) && Nullable.GetUnderlyingType(property.PropertyType) is null);

    private Guid IdOf(string name)
    {
        switch (name.ToLowerInvariant())
        {
            case "ticketid" or "recordid" or "parentid" or "sourceid": return Touched(record.Ticket.Id);
            case "itemid": return Touched(record.Item.Id);
            case "entryid": return Touched(record.Time.Id);
            case "linkid": return Touched(record.Link.Id);
            case "tagid": return Touched(record.Tag.Id);
            case "mergeid": return Touched(record.Merge.Id);
            case "structureid":
                OnStructure = true;
                return record.Ticket.StructureId;
            case "categoryid": return World.Category;
            case "groupid": return app.Team.Id;
            case "personid" or "assigneeid" or "userid": return app.Colleague.Id;
        }

        if (UseCaseSamples.Ids.TryGetValue(useCase.Name, out var sample))
        {
            var (id, isRecord) = sample(app, record);
            return isRecord ? Touched(id) : id;
        }

        if (UseCaseSamples.Invented.ContainsKey($"{useCase.Name}.{name}") || IsBeside) IsInvented = true;
        else Unknown.Add(name);
        return Guid.CreateVersion7();
    }

    private string TextOf(string name) => name.ToLowerInvariant() switch
    {
        "number" or "numberorid" => Touched(record.Ticket.Number),
        "targetnumber" => Touched(record.Twin.Number),
        "format" => "csv",
        "list" => "tickets",
        "onlykind" or "kind" => record.Ref.Kind,
        "code" => UseCaseSamples.Codes.GetValueOrDefault(useCase.Name, "tickets"),
        _ => MarkedTicket.CommonWord,
    };

    private object NumberOf(string name, Type type, ICustomAttributeProvider? rules)
    {
        var least = rules?.GetCustomAttributes(typeof(RangeAttribute), false).Cast<RangeAttribute>().FirstOrDefault()?.Minimum;
        return Convert.ChangeType(least ?? (name.Equals("version", StringComparison.OrdinalIgnoreCase) ? record.Ticket.Version : 50), type, CultureInfo.InvariantCulture);
    }

    /// <summary>Every value of an enum, one id, one address; else none.</summary>
    private object Rows(string name, Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type.IsGenericType ? type.GetGenericArguments()[0] : typeof(object);   // an array has elements
        if (type is { IsInterface: false, IsArray: false }) return Activator.CreateInstance(type)!;   // a list or a dictionary of a request
        if (element.IsEnum) return Enum.GetValues(element);
        if (element == typeof(ListQuery)) return new[] { ListQuery.Parse("?state=any") };
        if (element == typeof(Guid)) return new[] { name.Contains("ticket", StringComparison.OrdinalIgnoreCase) ? Touched(record.Ticket.Id) : Guid.CreateVersion7() };
        if (type.IsGenericType && type.GetGenericArguments().Length == 2) return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
        return Array.CreateInstance(element, 0);
    }

    private T Touched<T>(T value)
    {
        OnRecord = true;
        return value;
    }
}
