namespace OpsFlux.Kernel.Audit.Alerts;

/// <summary>How often a rule was met by one key (an account, an address) in one window: counted on, never again.</summary>
public sealed class AuditTally : INotAudited
{
    public required string Rule { get; init; }
    public required string Key { get; init; }
    public DateTimeOffset WindowStart { get; init; }
    public int Count { get; set; }
}

/// <summary>How far the log was watched.</summary>
public sealed class AuditWatchMark : INotAudited
{
    public required string Code { get; init; }
    public int Generation { get; set; }
    public ulong Transaction { get; set; }
    public Guid EntryId { get; set; }
}
