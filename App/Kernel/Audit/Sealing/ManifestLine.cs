using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpsFlux.Kernel.Audit.Sealing;

/// <summary>What a seal remembers of one entry: enough to find any change of it, and to name it once it is gone.</summary>
/// <param name="Hash">First half of the entry's keyed hash.</param>
/// <param name="ValuesHash">First half of its values' hash, where the entry was written before there was a key; else null.</param>
internal sealed record ManifestLine(Guid Id, DateTimeOffset At, byte[] Hash, byte[]? ValuesHash, string? Subject, string? SubjectId)
{
    /// <summary>In bytes. Half a hash is still beyond forging, and keeps a seal of ten thousand entries under a megabyte.</summary>
    public const int HashLength = 16;
}

/// <summary>The lines of a stretch in its order, compressed.</summary>
internal static class ManifestContents
{
    public static byte[] Write(IEnumerable<ManifestLine> lines)
    {
        using var contents = new MemoryStream();
        using (var writer = new BinaryWriter(new BrotliStream(contents, CompressionLevel.Fastest), Encoding.UTF8))
            foreach (var line in lines)
            {
                writer.Write(line.Id.ToByteArray());
                writer.Write(BinaryPrimitives.ReverseEndianness(line.At.UtcTicks));
                writer.Write(line.Hash);
                writer.Write(line.ValuesHash is not null);
                if (line.ValuesHash is not null) writer.Write(line.ValuesHash);
                writer.Write(line.Subject ?? "");
                writer.Write(line.SubjectId ?? "");
            }

        return contents.ToArray();
    }

    /// <param name="count">As the seal says.</param>
    /// <exception cref="InvalidDataException">The contents are not what was written; their hash says so before.</exception>
    public static List<ManifestLine> Read(byte[] contents, int count)
    {
        using var reader = new BinaryReader(new BrotliStream(new MemoryStream(contents), CompressionMode.Decompress), Encoding.UTF8);
        var lines = new List<ManifestLine>(count);
        for (var i = 0; i < count; i++)
        {
            var id = new Guid(reader.ReadBytes(16));
            var at = new DateTimeOffset(BinaryPrimitives.ReverseEndianness(reader.ReadInt64()), TimeSpan.Zero);
            var hash = reader.ReadBytes(ManifestLine.HashLength);
            var values = reader.ReadBoolean() ? reader.ReadBytes(ManifestLine.HashLength) : null;
            lines.Add(new(id, at, hash, values, reader.ReadString() is { Length: > 0 } s ? s : null, reader.ReadString() is { Length: > 0 } k ? k : null));
        }

        return lines;
    }
}
