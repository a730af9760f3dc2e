namespace OpsFlux.Shared.Kernel;

/// <summary>
/// One field as somebody wants it, beside what he saw when he began: what lets two people's changes be merged field by
/// field. Values are texts, ids or names of enum values, invariant; null and empty are the same.
/// </summary>
public sealed class FieldChange
{
    public string Field { get; set; } = "";

    public string? Seen { get; set; }

    public string? Value { get; set; }

    /// <summary>True when this answers a conflict: <see cref="Seen"/> is then the other's value, <see cref="Value"/> what was chosen.</summary>
    public bool Settles { get; set; }

    /// <summary>While settling: what this person had wanted before he saw the other's value.</summary>
    public string? Wanted { get; set; }
}
