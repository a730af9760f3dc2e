using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Data;

internal static class Versioned
{
    /// <summary>The row as the user saw it: saving answers stale if somebody saved it since, and raises the version.</summary>
    public static void Expect(this AppDbContext db, IVersioned row, long version)
    {
        db.Entry(row).Property(nameof(IVersioned.Version)).OriginalValue = version;
        row.Version = version + 1;
    }
}
