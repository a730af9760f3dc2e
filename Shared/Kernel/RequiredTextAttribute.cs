using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Shared.Kernel;

/// <summary>
/// A text that must hold something besides white space, within a length counted in UTF-16 units.
/// Codes: required, too-short:{minimum}, too-long:{maximum}, control-characters.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RequiredTextAttribute(int minimum, int maximum) : ValidationAttribute
{
    public int Minimum => minimum;

    public int Maximum => maximum;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        TextRule.Check(value as string, minimum, maximum, isRequired: true) is { } code ? new(code, [validationContext.MemberName ?? ""]) : ValidationResult.Success;
}

/// <summary>A text that may be empty. Codes: too-long:{maximum}, control-characters.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class OptionalTextAttribute(int maximum) : ValidationAttribute
{
    public int Maximum => maximum;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        TextRule.Check(value as string, 0, maximum, isRequired: false) is { } code ? new(code, [validationContext.MemberName ?? ""]) : ValidationResult.Success;
}

/// <summary>A choice that must be made: a null or an empty id is refused. Code: required.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RequiredChoiceAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null or "" || value.Equals(Guid.Empty) ? new("required", [validationContext.MemberName ?? ""]) : ValidationResult.Success;
}

/// <summary>A value that its enum declares: a browser can send any number. Code: unknown-value.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class DeclaredValueAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || Enum.IsDefined(value.GetType(), value) ? ValidationResult.Success : new("unknown-value", [validationContext.MemberName ?? ""]);
}

internal static class TextRule
{
    public static string? Check(string? text, int minimum, int maximum, bool isRequired)
    {
        if (string.IsNullOrWhiteSpace(text)) return isRequired ? "required" : null;
        if (text.Trim().Length < minimum) return $"too-short:{minimum}";
        if (text.Length > maximum) return $"too-long:{maximum}:{text.Length}";

        return CanBeStored(text) ? null : "control-characters";
    }

    /// <summary>PostgreSQL takes neither NUL nor half a surrogate pair; other control characters have no place in what people write.</summary>
    private static bool CanBeStored(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t'))) return false;
        }

        return true;
    }
}
