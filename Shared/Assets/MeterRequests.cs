using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Assets;

public static class MeterLimits
{
    public const int NameMax = 60;
    public const int UnitMax = 20;

    /// <summary>No counter shows more.</summary>
    public const double ValueMax = 999_999_999_999;
}

/// <summary>Gives equipment a counter.</summary>
public sealed class AddMeterRequest : EquipmentRequest
{
    [RequiredText(2, MeterLimits.NameMax)]
    public string Name { get; set; } = "";

    [RequiredText(1, MeterLimits.UnitMax)]
    public string Unit { get; set; } = "";
}

/// <summary>Takes a counter off equipment, with all that was read of it.</summary>
public sealed class RemoveMeterRequest : EquipmentRequest
{
    public Guid MeterId { get; set; }
}

/// <summary>Writes down what a counter shows.</summary>
public sealed class TakeReadingRequest : EquipmentRequest
{
    public Guid MeterId { get; set; }

    /// <summary>Null: now.</summary>
    public DateTimeOffset? At { get; set; }

    [Range(0, MeterLimits.ValueMax, ErrorMessage = "out-of-range")]
    public decimal Value { get; set; }

    /// <summary>The counter was replaced or set back.</summary>
    public bool IsRestart { get; set; }
}

/// <summary>Takes a wrong reading away.</summary>
public sealed class RemoveReadingRequest : EquipmentRequest
{
    public Guid MeterId { get; set; }
    public Guid ReadingId { get; set; }
}

/// <summary>A counter in the REST API.</summary>
public sealed record MeterResource(
    [property: Description("Identifier of the meter.")] Guid Id,
    [property: Description("What it counts.")] string Name,
    [property: Description("Unit of its values.")] string Unit,
    [property: Description("Mean rise a day over the readings that are listed; null where it is not known.")] decimal? PerDay,
    [property: Description("The latest first, at most twenty.")] IReadOnlyList<ReadingResource> Readings);

/// <summary>What a counter showed.</summary>
public sealed record ReadingResource(
    [property: Description("When it was read.")] DateTimeOffset At,
    [property: Description("What it showed.")] decimal Value,
    [property: Description("The counter was replaced or set back: not compared with what it showed before.")] bool IsRestart,
    [property: Description("Who read it.")] string By);

/// <summary>A counter to add.</summary>
public sealed class MeterBody
{
    [Description("What it counts; unique on its equipment.")]
    [RequiredText(2, MeterLimits.NameMax)]
    public string Name { get; set; } = "";

    [Description("Unit of its values.")]
    [RequiredText(1, MeterLimits.UnitMax)]
    public string Unit { get; set; } = "";
}

/// <summary>What a counter shows.</summary>
public sealed class ReadingBody
{
    [Description("When it was read; null: now.")]
    public DateTimeOffset? At { get; set; }

    [Description("What it showed; at least what it showed before, but after a restart.")]
    [Range(0, MeterLimits.ValueMax, ErrorMessage = "out-of-range")]
    public decimal Value { get; set; }

    [Description("The counter was replaced or set back.")]
    public bool IsRestart { get; set; }
}
