using System.Globalization;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>A place in somebody's list: of a line, or between two.</summary>
public readonly record struct NewsPlace(DateTimeOffset At, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Id:N}");

    /// <summary>Null for what this did not write.</summary>
    public static NewsPlace? Parse(string text) =>
        text.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var guid)
            ? new(new(ticks, TimeSpan.Zero), guid) : null;
}
