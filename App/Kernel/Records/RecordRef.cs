namespace OpsFlux.Kernel.Records;

/// <summary>Names any record of any module, for timeline, audit, notifications and links. Never a foreign key: records are soft-deleted.</summary>
public readonly record struct RecordRef(string Kind, Guid Id)
{
    public override string ToString() => $"{Kind}:{Id}";
}
