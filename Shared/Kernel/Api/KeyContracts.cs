using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>Makes a key by which another system acts as oneself.</summary>
public sealed class MakeKeyRequest : IValidatableObject
{
    public const int NameMax = 100, DaysMax = 365, MostPermissions = 100;

    [RequiredText(1, NameMax)]
    public string Name { get; set; } = "";

    [Range(1, DaysMax, ErrorMessage = "out-of-range:1:365")]
    public int Days { get; set; } = 90;

    /// <summary>Codes of permissions that one holds oneself.</summary>
    public List<string> Permissions { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Permissions.Count is 0 or > MostPermissions) yield return new(Permissions.Count == 0 ? "required" : $"too-many:{MostPermissions}", [nameof(Permissions)]);
    }
}
