namespace OpsFlux.Kernel.Import;

/// <summary>What a run found and did. After a dry run: what it would have done.</summary>
public sealed class ImportReport
{
    /// <summary>How many errors are kept to be listed; the others are counted.</summary>
    public const int MostListed = 100;

    private readonly List<ImportError> listed = [];

    public ImportCounts Counts { get; internal set; }
    public int RefusedRows { get; private set; }
    public int ErrorCount { get; private set; }

    /// <summary>The first errors by line, at most <see cref="MostListed"/>.</summary>
    public IReadOnlyList<ImportError> Errors => listed;

    /// <summary>Notes a refused row. Rows come in two passes (their form, then their values), each in the order of the file.</summary>
    internal void Refuse(IReadOnlyList<ImportError> errors)
    {
        RefusedRows++;
        ErrorCount += errors.Count;
        foreach (var error in errors) Insert(error);
    }

    private void Insert(ImportError error)
    {
        if (listed.Count == MostListed && listed[^1].Line <= error.Line) return;
        listed.Insert(listed.FindLastIndex(e => e.Line <= error.Line) + 1, error);
        if (listed.Count > MostListed) listed.RemoveAt(MostListed);
    }
}
