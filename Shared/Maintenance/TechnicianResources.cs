using System.ComponentModel;

namespace OpsFlux.Shared.Maintenance;

/// <summary>A technician in a list.</summary>
public sealed class TechnicianItem
{
    [Description("Identifier of the profile.")]
    public required Guid Id { get; init; }

    [Description("What people call it, such as TEC-2026-000042.")]
    public required string Number { get; init; }

    [Description("His name.")]
    public required string Name { get; init; }

    [Description("His account, by which work is given to him.")]
    public required Guid UserId { get; init; }

    [Description("Whether he is there.")]
    public required TechnicianState State { get; init; }

    [Description("What he is best at.")]
    public string? Speciality { get; init; }

    [Description("Team.")]
    public string? Team { get; init; }

    [Description("Where he works.")]
    public string? Zone { get; init; }

    [Description("What he is able to do.")]
    public required IReadOnlyList<string> Skills { get; init; }

    [Description("Interventions given to him that are not over.")]
    public required int OpenInterventions { get; init; }
}

/// <summary>How the work went that a technician led in a period.</summary>
public sealed class TechnicianPerformanceResource
{
    [Description("First day.")]
    public required DateOnly From { get; init; }

    [Description("Last day, included.")]
    public required DateOnly To { get; init; }

    [Description("Working time kept on interventions.")]
    public required decimal WorkedHours { get; init; }

    [Description("The figures of maintenance, of the work he led.")]
    public required ServiceFiguresResource Service { get; init; }
}
