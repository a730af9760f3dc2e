using System.Text.Json;
using System.Text.Json.Serialization;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>How facts are stored. Instants in UTC to the microsecond, as the database keeps any other.</summary>
public static class FactsJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(IEnumerable<ClockFact> facts) => JsonSerializer.Serialize(
        facts.Select(f => new Row(f.Kind, f.At.UtcDateTime, f.Key, f.Target is { Days: 0 } time ? time.Time.Ticks / TimeSpan.TicksPerSecond : null, f.Target is { Days: > 0 } days ? days.Days : null)), Json);

    public static IReadOnlyList<ClockFact> Read(string json) =>
        [.. JsonSerializer.Deserialize<Row[]>(json, Json)!.Select(r => new ClockFact(r.Kind, new(r.At, TimeSpan.Zero), r.Key, TargetOf(r)))];   // only ever written by Write

    private static ClockTarget? TargetOf(Row row) => row switch
    {
        { Days: { } days } => ClockTarget.OfWorkingDays(days),
        { Seconds: { } seconds } => ClockTarget.OfTime(TimeSpan.FromSeconds(seconds)),
        _ => null,
    };

    private sealed record Row(ClockFactKind Kind, DateTime At, string? Key, long? Seconds, int? Days);
}
