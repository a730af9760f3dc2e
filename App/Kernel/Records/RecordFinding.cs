namespace OpsFlux.Kernel.Records;

/// <summary>How a record is named in an address.</summary>
public static class RecordFinding
{
    /// <summary>The one with this id or number, whatever its case; none for what neither can be. Narrow by permission before.</summary>
    public static IQueryable<TRecord> WithNumberOrId<TRecord>(this IQueryable<TRecord> records, string numberOrId) where TRecord : BusinessRecord
    {
        if (Guid.TryParse(numberOrId, out var id)) return records.Where(r => r.Id == id);
        if (numberOrId.Any(char.IsControl)) return records.Where(_ => false);   // the database would not even take the question
        var number = numberOrId.Trim().ToUpperInvariant();
        return records.Where(r => r.Number == number);
    }
}
