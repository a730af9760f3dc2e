using System.Runtime.InteropServices;

namespace OpsFlux.Kernel.Import;

/// <summary>The two passes over the staged rows: check each, then write them record by record.</summary>
internal sealed class ImportRun(IImportProfile profile, ImportFormat format, IReadOnlyList<string> columns, StagingTable staging, ImportReport report)
{
    /// <summary>Records written at once: large enough for few round trips, small enough to keep memory flat.</summary>
    private const int BatchSize = 500;

    private readonly Dictionary<string, int> indexes =
        columns.Select((name, at) => (name, at)).ToDictionary(c => c.name, c => c.at, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Found> records = new(StringComparer.Ordinal);

    public async Task CheckAsync(CancellationToken ct)
    {
        await foreach (var (line, fields) in staging.AllAsync(ct))
        {
            var row = new ImportRow(line, indexes, fields, format);
            var key = profile.Check(row);
            if (row.Errors.Count > 0) report.Refuse(row.Errors);
            else Keep(key, line);
        }
    }

    public async Task WriteAsync(IImportWriter writer, CancellationToken ct)
    {
        var inOrder = records.OrderBy(r => r.Value.Began).ThenBy(r => r.Key, StringComparer.Ordinal);
        foreach (var batch in inOrder.Chunk(BatchSize))
            report.Counts += await writer.WriteAsync(await ReadAsync(batch, ct), ct);
    }

    private void Keep(RecordKey key, int line)
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(records, key.ExternalId, out _);
        found ??= new() { Began = key.Began };
        if (key.Began < found.Began) found.Began = key.Began;
        found.Lines.Add(line);
    }

    private async Task<List<ImportedRecord>> ReadAsync(KeyValuePair<string, Found>[] batch, CancellationToken ct)
    {
        var rows = new Dictionary<int, ImportRow>();
        await foreach (var (line, fields) in staging.OfLinesAsync([.. batch.SelectMany(r => r.Value.Lines)], ct))
            rows[line] = new(line, indexes, fields, format);
        return [.. batch.Select(r => new ImportedRecord(r.Key, [.. r.Value.Lines.Select(line => rows[line])]))];
    }

    private sealed class Found
    {
        public DateTimeOffset Began { get; set; }
        public List<int> Lines { get; } = [];
    }
}
