using System.Buffers.Binary;
using System.Text;

namespace OpsFlux.Kernel.Files.Types;

/// <summary>One file in an archive, as the archive's directory declares it.</summary>
/// <param name="Offset">Of its local header.</param>
internal sealed record ZipEntry(string Name, long Packed, long Unpacked, int Method, long Offset);

/// <summary>
/// The central directory of a ZIP, read without unpacking anything. <see cref="TryRead"/> answers false for a ZIP that is
/// damaged; the framework's reader would take a directory of any size into memory.
/// </summary>
public sealed class ZipDirectory
{
    private const uint EntrySignature = 0x02014B50, EndSignature = 0x06054B50, End64Locator = 0x07064B50, End64 = 0x06064B50;
    private const int LongestComment = 65_535, LargestDirectory = 16 << 20;

    private ZipDirectory(IReadOnlyList<ZipEntry> entries) => Entries = entries;

    internal IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>A ZIP begins with a local header, or with its end where it is empty.</summary>
    public static bool IsZip(Stream content) => FileSniffer.Read(content, 0, 4) is [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6];

    public static bool TryRead(Stream content, out ZipDirectory directory)
    {
        directory = new([]);
        if (FindEnd(content) is not { } end || end.Size > LargestDirectory || end.Offset + end.Size > content.Length) return false;
        if (ReadEntries(FileSniffer.Read(content, end.Offset, (int)end.Size)) is not { } entries) return false;
        directory = new(entries);
        return true;
    }

    private static (long Offset, long Size)? FindEnd(Stream content)
    {
        var from = Math.Max(0, content.Length - LongestComment - 22);
        var tail = FileSniffer.Read(content, from, LongestComment + 22);
        for (var at = tail.Length - 22; at >= 0; at--)
        {
            if (U32(tail, at) != EndSignature) continue;
            long size = U32(tail, at + 12), offset = U32(tail, at + 16);
            return size == uint.MaxValue || offset == uint.MaxValue || U16(tail, at + 10) == ushort.MaxValue ? FindEnd64(content, from + at - 20) : (offset, size);
        }

        return null;
    }

    private static (long Offset, long Size)? FindEnd64(Stream content, long locatorAt)
    {
        if (locatorAt < 0) return null;
        var locator = FileSniffer.Read(content, locatorAt, 20);
        var at = (long)BinaryPrimitives.ReadUInt64LittleEndian(locator.AsSpan(8));
        if (U32(locator, 0) != End64Locator || at < 0 || at > content.Length - 56) return null;
        var end = FileSniffer.Read(content, at, 56);
        long size = I64(end, 40), offset = I64(end, 48);
        return U32(end, 0) == End64 && size >= 0 && offset >= 0 && offset <= content.Length ? (offset, size) : null;
    }

    private static List<ZipEntry>? ReadEntries(byte[] bytes)
    {
        var entries = new List<ZipEntry>();
        for (var at = 0; at < bytes.Length;)
        {
            if (at + 46 > bytes.Length || U32(bytes, at) != EntrySignature) return null;
            int name = U16(bytes, at + 28), extra = U16(bytes, at + 30), comment = U16(bytes, at + 32);
            var next = at + 46 + name + extra + comment;
            if (next > bytes.Length) return null;
            var declared = new ZipEntry(
                Encoding.UTF8.GetString(bytes, at + 46, name), U32(bytes, at + 20), U32(bytes, at + 24), U16(bytes, at + 10), U32(bytes, at + 42));
            entries.Add(Widen(declared, bytes.AsSpan(at + 46 + name, extra)));
            at = next;
        }

        return entries;
    }

    /// <summary>Sizes that do not fit 32 bits stand in an extra field, each only where its own place is all ones.</summary>
    private static ZipEntry Widen(ZipEntry entry, ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra), size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4) break;
            if (id == 1) return Widened(entry, extra.Slice(4, size));
            extra = extra[(4 + size)..];
        }

        return entry;
    }

    private static ZipEntry Widened(ZipEntry entry, ReadOnlySpan<byte> wide)
    {
        var unpacked = Take(entry.Unpacked, ref wide);
        var packed = Take(entry.Packed, ref wide);
        return entry with { Unpacked = unpacked, Packed = packed, Offset = Take(entry.Offset, ref wide) };
    }

    private static long Take(long narrow, ref ReadOnlySpan<byte> wide)
    {
        if (narrow != uint.MaxValue || wide.Length < 8) return narrow;
        var value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        return value < 0 ? long.MaxValue : value;
    }

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static long I64(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
}
