using System.IO.Compression;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Files.Types;

/// <summary>
/// Refuses archives that are small to send and far too large once unpacked. The directory is judged first; then what it
/// declares is measured, into nothing and never beyond the declared size, because a bomb may declare anything.
/// </summary>
internal static class ZipLimits
{
    private const int MostEntries = 10_000;
    private const long MostUnpacked = 1L << 30;
    private const int HighestRatio = 100;

    /// <summary>Small archives may be as dense as they like: a megabyte of zeros hurts nobody.</summary>
    private const long NeverTooDense = 10L << 20;

    private const int LocalHeader = 30, Stored = 0, Deflated = 8;

    private static readonly string[] Archives = [".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".tar", ".jar", ".cab", ".iso"];

    /// <summary>Null: may be kept.</summary>
    public static Refusal? Check(Stream content, ZipDirectory archive, CancellationToken ct)
    {
        if (archive.Entries.Count > MostEntries) return Bomb();
        long packed = 0, unpacked = 0;
        foreach (var entry in archive.Entries)
        {
            packed = Sum(packed, entry.Packed);
            unpacked = Sum(unpacked, entry.Unpacked);
        }

        // Entries that share their bytes declare more than the archive holds.
        if (packed > content.Length || unpacked > MostUnpacked || unpacked > NeverTooDense && unpacked / HighestRatio > content.Length) return Bomb();
        if (archive.Entries.FirstOrDefault(e => Archives.Any(a => e.Name.EndsWith(a, StringComparison.OrdinalIgnoreCase))) is { } nested)
            return new(RefusalKind.Invalid, FileRefusals.NestedArchive, FileName.Safe(nested.Name));
        return archive.Entries.Any(entry => Lies(content, entry, ct)) ? Bomb() : null;
    }

    /// <summary>Whether more comes out than was declared. What is neither stored nor deflated cannot be measured and is taken for a lie.</summary>
    private static bool Lies(Stream content, ZipEntry entry, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (entry.Method == Stored) return entry.Packed != entry.Unpacked;
        if (entry.Method != Deflated || entry.Offset > content.Length - LocalHeader) return true;
        var header = FileSniffer.Read(content, entry.Offset, LocalHeader);
        var start = entry.Offset + LocalHeader + BitConverter.ToUInt16(header, 26) + BitConverter.ToUInt16(header, 28);
        if (start + entry.Packed > content.Length) return true;
        content.Position = start;
        try
        {
            return Measure(content, entry.Unpacked, ct) > entry.Unpacked;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static long Measure(Stream content, long declared, CancellationToken ct)
    {
        using var inflate = new DeflateStream(content, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[81_920];
        long total = 0;
        for (int read; total <= declared && (read = inflate.Read(buffer)) > 0; total += read) ct.ThrowIfCancellationRequested();
        return total;
    }

    private static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private static Refusal Bomb() => new(RefusalKind.Invalid, FileRefusals.ZipBomb);
}
