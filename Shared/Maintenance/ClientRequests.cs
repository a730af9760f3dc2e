using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Creates a client with its structure (no id), or changes one.</summary>
public sealed class SaveClientRequest
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    /// <summary>Of a new one: the structure that looks after it, above which it stands in the tree.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Of a new one: the short code of its structure.</summary>
    [OptionalText(OrganisationLimits.CodeMax)]
    [RegularExpression(OrganisationLimits.CodeForm, ErrorMessage = "code-form")]
    public string? Code { get; set; }

    [RequiredText(2, ClientLimits.NameMax)]
    public string Name { get; set; } = "";

    [DeclaredValue]
    public ClientStatus Status { get; set; } = ClientStatus.Active;

    [OptionalText(ClientLimits.SectorMax)]
    public string? Sector { get; set; }

    [OptionalText(ClientLimits.AddressMax)]
    public string? Address { get; set; }

    [OptionalText(ClientLimits.CityMax)]
    public string? City { get; set; }

    [OptionalText(ClientLimits.PhoneMax)]
    public string? Phone { get; set; }

    public DateOnly? Since { get; set; }

    /// <summary>"fr" or "en": of reports and mails to it.</summary>
    [RegularExpression("fr|en", ErrorMessage = "unknown-value")]
    public string Language { get; set; } = "fr";
}

/// <summary>Adds somebody to talk to (no id), or changes what is known of him.</summary>
public sealed class SaveContactRequest
{
    public Guid? Id { get; set; }

    public long Version { get; set; }

    public Guid ClientId { get; set; }

    [RequiredText(2, ClientLimits.NameMax)]
    public string Name { get; set; } = "";

    [OptionalText(ClientLimits.SectorMax)]
    public string? Role { get; set; }

    [OptionalText(254)]
    [EmailAddress(ErrorMessage = "email-form")]
    public string? Email { get; set; }

    [OptionalText(ClientLimits.PhoneMax)]
    public string? Phone { get; set; }

    public bool IsMain { get; set; }

    /// <summary>Reports of interventions are mailed to him.</summary>
    public bool ReceivesReports { get; set; } = true;
}
