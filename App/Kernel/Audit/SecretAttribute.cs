using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsFlux.Kernel.Audit;

/// <summary>The audit log records that this property changed, and never its value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>A value that nobody is shown, nor given in an export, while another property of its row says that it is secret.</summary>
/// <param name="flag">Name of that property.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretWhereAttribute(string flag) : Attribute
{
    public string Flag => flag;
}

/// <summary>
/// Which values never enter the log: what <see cref="SecretAttribute"/> marks, and, since an attribute is easily forgotten
/// and cannot be put on the framework's own types, whatever is named like a secret.
/// </summary>
internal static class Redaction
{
    public const string Mark = "•••";

    private static readonly string[] Named = ["Password", "Secret", "Token", "SecurityStamp", "ConcurrencyStamp", "RecoveryCode", "ApiKey", "PrivateKey", "ProviderKey"];
    private static readonly ConcurrentDictionary<IReadOnlyProperty, bool> Known = new();

    public static bool Covers(IReadOnlyProperty property) => Known.GetOrAdd(property, IsSecret);

    private static bool IsSecret(IReadOnlyProperty property)
    {
        if (property.PropertyInfo?.IsDefined(typeof(SecretAttribute), inherit: true) == true) return true;
        // Authenticator keys and recovery codes are the values of what Identity calls tokens.
        if (property is { Name: "Value" } && IsToken(property.DeclaringType.ClrType)) return true;
        return property.ClrType != typeof(bool) && !IsInstant(property.ClrType) && Named.Any(n => property.Name.Contains(n, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsToken(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IdentityUserToken<>) || (type.BaseType is { } parent && IsToken(parent));

    /// <summary>When a password was changed is no secret.</summary>
    private static bool IsInstant(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(DateTimeOffset) || plain == typeof(DateOnly));
}
