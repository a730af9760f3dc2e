using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Domain;

/// <summary>A type of equipment: data of the organisation, with a name in each language where it wants one.</summary>
public sealed class EquipmentType : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Stable short name; imports reconcile by it.</summary>
    public required string Code { get; init; }
    public required string Name { get; set; }
    public string? EnglishName { get; set; }
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

/// <summary>An interval in which equipment did not work. Open while <see cref="Until"/> is null.</summary>
public sealed class Downtime
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EquipmentId { get; init; }
    public required DowntimeKind Kind { get; set; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? Until { get; set; }
}
