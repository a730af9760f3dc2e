namespace OpsFlux.Kernel.Conflicts;

/// <summary>A value of a field. <paramref name="Name"/> is what an id stands for; null where the code is its own text or a resource has it.</summary>
public sealed record ConflictValue(string? Code, string? Name = null);

/// <summary>A field that two people changed: nothing was saved, and nothing that was typed is lost.</summary>
/// <param name="Seen">The value when this person began.</param>
/// <param name="Theirs">The value now.</param>
/// <param name="Mine">What this person wanted.</param>
/// <param name="By">Who wrote the value that stands now; null where the timeline does not say.</param>
/// <param name="IsText">Free text: both versions are shown with their differences, and a third may be written.</param>
public sealed record EditConflict(string Field, ConflictValue Seen, ConflictValue Theirs, ConflictValue Mine, string? By, DateTimeOffset? At, bool IsText);
