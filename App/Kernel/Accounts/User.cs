using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Accounts;

/// <summary>
/// A person. User names have the form prenom.nom.entreprise. People an import brings are inactive: they can be
/// named on records but cannot sign in.
/// </summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public string DisplayName { get; set; } = "";
    public Guid StructureId { get; set; }
    public bool IsActive { get; set; } = true;

    /// <summary>"fr" or "en".</summary>
    public string Language { get; set; } = "fr";

    /// <summary>IANA zone; null follows the organisation's.</summary>
    public string? ZoneId { get; set; }

    /// <summary>"light", "dark" or null to follow the device.</summary>
    public string? Theme { get; set; }

    /// <summary>Rows of lists 32 px high instead of 40.</summary>
    public bool DenseLists { get; set; }

    /// <summary>Lower-case words matched against what a category asks for.</summary>
    public List<string> Skills { get; set; } = [];

    /// <summary>False while on leave or in training: automatic assignment passes the person over.</summary>
    public bool IsAvailable { get; set; } = true;

    /// <summary>The name in the source an import took the person from.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The session owes a new password before it may do anything.</summary>
    public bool MustChangePassword { get; set; }
    public DateTimeOffset? PasswordChangedAt { get; set; }

    /// <summary>Base32 key of the authenticator application, encrypted by the data protection keys; null without one.</summary>
    [Secret]
    public string? TotpSecret { get; set; }

    /// <summary>The last 30-second step whose code was accepted: no code counts twice, on any instance.</summary>
    public long? LastTotpStep { get; set; }

    /// <summary>Since when codes by SMS to his confirmed number are his second factor; null where they are none.</summary>
    public DateTimeOffset? SmsFactorAt { get; set; }

    /// <summary>Distinguished name in the directory that knows his password; null for an account of our own.</summary>
    public string? DirectoryName { get; set; }

    /// <summary>What the directory never changes of him (entryUUID, objectGUID): his name there may be another tomorrow.</summary>
    public string? DirectoryId { get; set; }

    /// <summary>The directory disabled or no longer had him, and that is why he is inactive.</summary>
    public DateTimeOffset? DirectoryLeftAt { get; set; }

    /// <summary>His personal data were replaced by a stable pseudonym; the account can never be used again.</summary>
    public DateTimeOffset? AnonymisedAt { get; set; }

    /// <summary>The account that took this one's place when duplicates were merged.</summary>
    public Guid? MergedIntoId { get; set; }

    public string Initials => string.Concat(DisplayName.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(w => char.ToUpperInvariant(w[0])));
}

/// <summary>A team that tickets are routed to.</summary>
public sealed class Group : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public Guid? StructureId { get; set; }
    public string? ExternalId { get; set; }
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

public sealed class GroupMember
{
    public required Guid GroupId { get; init; }
    public required Guid UserId { get; init; }
}
