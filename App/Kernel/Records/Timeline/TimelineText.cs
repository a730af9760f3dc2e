namespace OpsFlux.Kernel.Records.Timeline;

/// <summary>Marks the texts of timelines.</summary>
public sealed class TimelineText;
