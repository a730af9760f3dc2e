using OpsFlux.Kernel.Records;

namespace OpsFlux.Modules.Assets.Meters;

/// <summary>What a counter on equipment counts, such as its running hours.</summary>
public sealed class Meter : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EquipmentId { get; init; }

    /// <summary>Unique on its equipment.</summary>
    public required string Name { get; set; }
    public required string Unit { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>What a meter showed. Never changed: a wrong one is removed and read again.</summary>
public sealed class MeterReading
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MeterId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required decimal Value { get; init; }

    /// <summary>The counter was replaced or set back: what it shows is not compared with what it showed before.</summary>
    public bool IsRestart { get; init; }
    public required Guid ReadBy { get; init; }
}
