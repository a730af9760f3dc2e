using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Maintenance;

public static class TechnicianLimits
{
    public const int TextMax = 100;
    public const int SkillMax = 60;
    public const int RateMax = 100_000;
    public const int ReasonMax = 500;
}

/// <summary>What a technician's profile says.</summary>
public class TechnicianProfile
{
    [OptionalText(TechnicianLimits.TextMax)]
    [Description("What he is best at.")]
    public string? Speciality { get; set; }

    [OptionalText(TechnicianLimits.TextMax)]
    [Description("Team.")]
    public string? Team { get; set; }

    [OptionalText(TechnicianLimits.TextMax)]
    [Description("Where he works.")]
    public string? Zone { get; set; }

    [Description("Since when he works here.")]
    public DateOnly? HiredOn { get; set; }

    [Range(0, TechnicianLimits.RateMax, ErrorMessage = "out-of-range:0:100000")]
    [Description("What an hour of his work costs, in the organisation's currency.")]
    public decimal? HourlyRate { get; set; }
}

/// <summary>Makes a technician of a person.</summary>
public sealed class CreateTechnicianRequest : TechnicianProfile
{
    [RequiredChoice]
    [Description("The person's account.")]
    public Guid? UserId { get; set; }
}

/// <summary>Changes a profile.</summary>
public sealed class EditTechnicianRequest : TechnicianProfile
{
    public Guid TechnicianId { get; set; }

    public long Version { get; set; }
}

/// <summary>Says that a technician goes away or comes back.</summary>
public sealed class MoveTechnicianRequest
{
    public Guid TechnicianId { get; set; }

    [DeclaredValue]
    public TechnicianTrigger Trigger { get; set; }

    [OptionalText(TechnicianLimits.ReasonMax)]
    public string? Reason { get; set; }
}

/// <summary>Adds a skill, or changes the one of that name.</summary>
public sealed class SaveSkillRequest
{
    public Guid TechnicianId { get; set; }

    [RequiredText(2, TechnicianLimits.SkillMax)]
    public string Name { get; set; } = "";

    [OptionalText(TechnicianLimits.TextMax)]
    public string? Certificate { get; set; }

    /// <summary>Last day the certificate is good.</summary>
    public DateOnly? ValidUntil { get; set; }
}
