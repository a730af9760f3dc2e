namespace OpsFlux.Kernel.Lists;

/// <summary>Values of an enumeration as an address names them, separated by commas.</summary>
public static class EnumNames
{
    /// <summary>By name alone: Enum.TryParse would take any number too. Null where one is unknown, or none is named.</summary>
    public static IReadOnlyList<T>? Parse<T>(string value) where T : struct, Enum
    {
        var names = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        return names.Count > 0 && names.All(Enum.GetNames<T>().Contains) ? [.. names.Select(Enum.Parse<T>)] : null;
    }
}
