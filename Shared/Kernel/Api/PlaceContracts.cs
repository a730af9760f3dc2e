using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>What hangs on a structure itself.</summary>
public sealed record PlaceUseItem(
    [property: Description("People in use.")] int People,
    [property: Description("Sites in use.")] int Sites,
    [property: Description("Open records, counted up to 1000 a kind.")] int OpenRecords);

/// <summary>A structure.</summary>
public sealed record StructureItem(
    [property: Description("Identifier of the structure.")] Guid Id,
    [property: Description("Short name, for imports.")] string Code,
    [property: Description("Its name.")] string Name,
    [property: Description("A client organisation instead of a part of one's own.")] bool IsClient,
    [property: Description("Directly above it; null: nothing, or nothing in the caller's reach.")] Guid? ParentId,
    [property: Description("Whether structures stand below it.")] bool HasChildren,
    [property: Description("Whether it is in use.")] bool IsActive,
    [property: Description("What hangs on it.")] PlaceUseItem Use,
    [property: Description("Raised by each change.")] long Version);

/// <summary>Adds a structure.</summary>
public sealed class CreateStructureRequest
{
    [Description("What stands above it; null: nothing, which takes the whole organisation.")]
    public Guid? ParentId { get; set; }

    [RequiredText(1, OrganisationLimits.CodeMax)]
    [RegularExpression(OrganisationLimits.CodeForm, ErrorMessage = "code-form")]
    [Description("Letters, digits, hyphens and underscores; not used by another structure.")]
    public string Code { get; set; } = "";

    [RequiredText(2, OrganisationLimits.NameMax)]
    [Description("Its name.")]
    public string Name { get; set; } = "";

    [Description("A client organisation instead of a part of one's own.")]
    public bool IsClient { get; set; }
}

/// <summary>Fields of a structure to change: what is absent stays. Its place is changed by moving it.</summary>
public sealed class StructurePatch
{
    [Description("Letters, digits, hyphens and underscores, up to 40.")]
    public string Code { get; set; } = "";

    [Description("2 to 200 characters.")]
    public string Name { get; set; } = "";

    [Description("A client organisation instead of a part of one's own.")]
    public bool IsClient { get; set; }
}

/// <summary>Puts a structure, with what is below it, below another one.</summary>
public sealed class MoveRequest
{
    [Description("Null: at the top, which takes the whole organisation.")]
    public required Guid? ParentId { get; set; }
}

/// <summary>Puts a structure into use or out of use.</summary>
public sealed class UseStructureRequest
{
    [Description("Whether it shall be in use.")]
    public required bool IsActive { get; set; }

    [Description("Out of use although people, sites or open records hang on it.")]
    public bool Anyway { get; set; }
}

/// <summary>A site.</summary>
public sealed record SiteItem(
    [property: Description("Identifier of the site.")] Guid Id,
    [property: Description("The structure that works there.")] Guid StructureId,
    [property: Description("Its name.")] string Name,
    [property: Description("Where it is.")] string? Address,
    [property: Description("Its name in another system, by which imports find it again.")] string? ExternalId,
    [property: Description("Whether it is in use.")] bool IsActive,
    [property: Description("Raised by each change.")] long Version);

/// <summary>Adds a site.</summary>
public sealed class CreateSiteRequest
{
    [RequiredChoice]
    [Description("A structure in use, within the caller's reach.")]
    public Guid? StructureId { get; set; }

    [RequiredText(2, OrganisationLimits.NameMax)]
    [Description("Not used by another site of the structure.")]
    public string Name { get; set; } = "";

    [OptionalText(OrganisationLimits.AddressMax)]
    [Description("Where it is.")]
    public string? Address { get; set; }

    [OptionalText(OrganisationLimits.ReferenceMax)]
    [Description("Its name in another system.")]
    public string? ExternalId { get; set; }
}

/// <summary>Fields of a site to change: what is absent stays, what is null is cleared.</summary>
public sealed class SitePatch
{
    [Description("A structure in use moves it there.")]
    public Guid StructureId { get; set; }

    [Description("2 to 200 characters.")]
    public string Name { get; set; } = "";

    [Description("Null clears it.")]
    public string? Address { get; set; }

    [Description("Null clears it.")]
    public string? ExternalId { get; set; }
}
