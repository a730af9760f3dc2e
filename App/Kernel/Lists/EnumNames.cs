namespace OpsFlux.Kernel.Lists;

/// <summary>Values of an enumeration as an address names them, separated by commas.</summary>
public static class EnumNames
{
    /// <summary>One, by the name of a value whatever its case: Enum.TryParse would take any number, signed too, and join several names.</summary>
    public static T? One<T>(string value) where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null;

    /// <summary>By name alone: Enum.TryParse would take any number too. Null where one is unknown, or none is named.</summary>
    public static IReadOnlyList<T>? Parse<T>(string value) where T : struct, Enum
    {
        var names = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        return names.Count > 0 && names.All(Enum.GetNames<T>().Contains) ? [.. names.Select(Enum.Parse<T>)] : null;
    }
}
