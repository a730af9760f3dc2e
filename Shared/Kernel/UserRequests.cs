using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Shared.Kernel;

/// <summary>How somebody new gets in for the first time.</summary>
public enum UserWelcome
{
    /// <summary>A mail with a link by which he chooses his password.</summary>
    Mail,

    /// <summary>The same link, shown once to whoever adds him: for people without an address, and while mail is off.</summary>
    Link,

    /// <summary>Nothing yet: he can be named on records, and be invited later.</summary>
    Later,
}

/// <summary>What is said of a person when he is added and when he is changed. Codes: required, too-long, unknown-value, email-form.</summary>
public abstract class UserFields : IValidatableObject
{
    public const int LongestName = 200, LongestEmail = 254, LongestSkill = 60, MostSkills = 50;

    [RequiredText(1, LongestName)]
    public string DisplayName { get; set; } = "";

    /// <summary>Signs in beside the user name, and receives mail; null for somebody without one.</summary>
    [OptionalText(LongestEmail)]
    public string? Email { get; set; }

    [RequiredChoice]
    public Guid? StructureId { get; set; }

    /// <summary>"fr" or "en".</summary>
    public string Language { get; set; } = "fr";

    /// <summary>IANA name; null follows the organisation's.</summary>
    public string? ZoneId { get; set; }

    /// <summary>Words matched against what a category asks for; capitals do not count.</summary>
    public List<string> Skills { get; set; } = [];

    /// <summary>False while on leave or in training: automatic assignment passes the person over.</summary>
    public bool IsAvailable { get; set; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Language is not ("fr" or "en")) yield return new("unknown-value", [nameof(Language)]);
        if (!string.IsNullOrEmpty(ZoneId) && !TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out _)) yield return new("unknown-value", [nameof(ZoneId)]);
        if (!string.IsNullOrWhiteSpace(Email) && !EmailForm.Fits(Email.Trim())) yield return new("email-form", [nameof(Email)]);
        if (Skills.Count > MostSkills) yield return new($"too-many:{MostSkills}", [nameof(Skills)]);
        if (Skills.Exists(s => s.Length > LongestSkill || s.Any(char.IsControl))) yield return new($"skill-form:{LongestSkill}", [nameof(Skills)]);
    }
}

/// <summary>Adds a person. Further codes: user-name-form, user-name-taken, email-taken.</summary>
public sealed class CreateUserRequest : UserFields
{
    /// <summary>Of the form prenom.nom.entreprise; null: made from the name and the organisation's.</summary>
    [OptionalText(UserNames.Longest)]
    public string? UserName { get; set; }

    /// <summary>The role he begins with; null: none yet.</summary>
    public Guid? RoleId { get; set; }

    [DeclaredValue]
    public UserWelcome Welcome { get; set; }
}

/// <summary>Changes a person.</summary>
public sealed class SaveUserRequest : UserFields
{
    public Guid Id { get; set; }

    /// <summary>What the reader saw (see UserView.Stamp): changed by somebody else since, nothing is saved.</summary>
    public string Stamp { get; set; } = "";
}

/// <summary>Takes an account out of use. What is open and assigned to him goes to somebody, or back to its team.</summary>
public sealed class DeactivateUserRequest
{
    public Guid Id { get; set; }
    public string Stamp { get; set; } = "";

    /// <summary>Null with <see cref="HandsOver"/>: back to its team, to nobody.</summary>
    public Guid? HandOverTo { get; set; }

    /// <summary>False leaves everything as it is, assigned to somebody who no longer comes.</summary>
    public bool HandsOver { get; set; } = true;
}

/// <summary>The account <see cref="GoneId"/> is continued by <see cref="KeptId"/>.</summary>
public sealed class MergeUsersRequest
{
    public Guid GoneId { get; set; }
    public Guid KeptId { get; set; }
}

/// <summary>Adds a group, or changes one. Codes: required, too-long, unknown-value, name-taken.</summary>
public sealed class SaveGroupRequest
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }
    public long Version { get; set; }

    [RequiredText(1, 200)]
    public string Name { get; set; } = "";

    /// <summary>Null: the group serves the whole organisation.</summary>
    public Guid? StructureId { get; set; }
}
