namespace OpsFlux.Kernel.Records;

/// <summary>What people type, in the form in which it is kept.</summary>
public static class TypedText
{
    /// <summary>Null for what holds nothing; else without the blanks around it.</summary>
    public static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    /// <summary>A title is one line: line breaks pasted from elsewhere become blanks.</summary>
    public static string OneLine(string typed) => string.Join(' ', typed.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
