using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Shared.Kernel;

public static class OrganisationLimits
{
    public const int CodeMax = 40;
    public const int NameMax = 200;
    public const int AddressMax = 500;
    public const int ReferenceMax = 100;
    public const int LogoBytes = 256 * 1024;
    public const int LogoPixels = 2_000;
    public const string CodeForm = "^[A-Za-z0-9][A-Za-z0-9_-]*$";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class OrganisationRefusals
{
    /// <summary>Active people, sites or open records hang on it: how many of each. Sent again with <c>Anyway</c>, it is done.</summary>
    public const string InUse = "organisation.in-use";

    /// <summary>Active structures stand below it: they go first.</summary>
    public const string HasActiveBelow = "organisation.has-active-below";

    /// <summary>What stands above it is out of use.</summary>
    public const string InactiveAbove = "organisation.inactive-above";
    public const string MergeIntoItself = "organisation.merge-into-itself";

    /// <summary>The structure that would remain stands below the one that would go.</summary>
    public const string MergeIntoBelow = "organisation.merge-into-below";

    /// <summary>Both have a site of this name: one is renamed or merged first.</summary>
    public const string SameSite = "organisation.same-site";
    public const string LogoTooLarge = "organisation.logo-too-large";
    public const string LogoType = "organisation.logo-type";
    public const string LogoSize = "organisation.logo-size";
}

/// <summary>Creates a structure (no id) or changes one. Its place is changed by <see cref="MoveStructureRequest"/>.</summary>
public sealed class SaveStructureRequest
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    /// <summary>Of a new one: what stands above it; null: nothing.</summary>
    public Guid? ParentId { get; set; }

    [RequiredText(1, OrganisationLimits.CodeMax)]
    [RegularExpression(OrganisationLimits.CodeForm, ErrorMessage = "code-form")]
    public string Code { get; set; } = "";

    [RequiredText(2, OrganisationLimits.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>A client organisation instead of a part of one's own.</summary>
    public bool IsClient { get; set; }
}

/// <summary>Puts a structure below another one; null: at the top.</summary>
public sealed record MoveStructureRequest(Guid Id, long Version, Guid? ParentId);

/// <summary>Puts a structure or a site into use or out of use.</summary>
/// <param name="Anyway">Although people, sites or open records hang on it.</param>
public sealed record UsePlaceRequest(Guid Id, long Version, bool IsActive, bool Anyway = false);

/// <summary>Makes one of two: everything that names the source names the target afterwards, and the source is gone.</summary>
public sealed record MergePlacesRequest(Guid SourceId, long Version, Guid TargetId);

/// <summary>Creates a site (no id) or changes one; another structure moves it there.</summary>
public sealed class SaveSiteRequest
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    [RequiredChoice]
    public Guid? StructureId { get; set; }

    [RequiredText(2, OrganisationLimits.NameMax)]
    public string Name { get; set; } = "";

    [OptionalText(OrganisationLimits.AddressMax)]
    public string? Address { get; set; }

    /// <summary>Its name in another system, by which imports find it again.</summary>
    [OptionalText(OrganisationLimits.ReferenceMax)]
    public string? ExternalId { get; set; }
}

/// <summary>What holds for the whole organisation. The zone is checked where zones are known.</summary>
public sealed class SaveOrganisationRequest : IValidatableObject
{
    public long Version { get; set; }

    [RequiredText(2, OrganisationLimits.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>"fr" or "en": of whoever has chosen none.</summary>
    public string Language { get; set; } = "fr";

    /// <summary>IANA name of the zone whose calendar numbers records and in which jobs run.</summary>
    public string ZoneId { get; set; } = "Africa/Casablanca";

    /// <summary>"#rrggbb"; empty for the usual colours.</summary>
    [RegularExpression("^(#[0-9a-fA-F]{6})?$", ErrorMessage = "colour-form")]
    public string? Accent { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Language is not ("fr" or "en")) yield return new("unknown-value", [nameof(Language)]);
    }
}
