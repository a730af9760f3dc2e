using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>What a record says happened to one of its clocks; stored with the record's own change.</summary>
/// <param name="At">Null: when it is saved.</param>
/// <param name="Key">What a pause waits for.</param>
public sealed record ClockMark(string Clock, ClockFactKind Kind, DateTimeOffset? At = null, string? Key = null);
