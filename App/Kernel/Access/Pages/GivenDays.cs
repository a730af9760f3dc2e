using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Access.Pages;

/// <summary>Days as people choose them, in their own zone: from the beginning of the first to the end of the last.</summary>
public sealed class GivenDays
{
    public DateOnly? First { get; set; }
    public DateOnly? Last { get; set; }

    public DateTimeOffset? From(ReaderZone zone) => First is { } day ? zone.StartOf(day) : null;

    public DateTimeOffset? To(ReaderZone zone) => Last is { } day && day < DateOnly.MaxValue ? zone.StartOf(day.AddDays(1)) : null;
}
