using System.Buffers.Binary;

namespace OpsFlux.Kernel.Files.Types;

/// <summary>Says what a file is by its bytes: its beginning, a ZIP's directory, two fields of a compound file, and no more.</summary>
public static class FileSniffer
{
    private const int HeadBytes = 64 * 1024;

    private static readonly byte[] CompoundMagic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The class of Windows installers, which are compound files as .doc and .msg are.</summary>
    private static readonly byte[] InstallerClass = [0x84, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

    /// <summary>Null for what is not recognised.</summary>
    /// <param name="content">Seekable; left where it was read to.</param>
    /// <param name="archive">The directory of <paramref name="content"/> where it is a ZIP.</param>
    public static FileType? Sniff(Stream content, ZipDirectory? archive)
    {
        if (archive is not null) return ArchiveTypes.Of(archive);
        var head = Read(content, 0, HeadBytes);
        if (head.AsSpan().StartsWith(CompoundMagic)) return IsInstaller(content, head) ? FileTypes.Program : FileTypes.Compound;
        return Beginnings.Find(head) ?? TextSniffer.Sniff(head, isWhole: content.Length <= HeadBytes);
    }

    /// <summary>At most <paramref name="length"/> bytes; fewer at the end.</summary>
    internal static byte[] Read(Stream content, long from, int length)
    {
        content.Position = from;
        var bytes = new byte[(int)Math.Max(0, Math.Min(length, content.Length - from))];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The first entry of the directory is the root, and carries the class of the whole.</summary>
    private static bool IsInstaller(Stream content, byte[] head)
    {
        if (head.Length < 512) return false;
        var sector = 1L << Math.Clamp((int)BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(30)), 9, 12);
        var root = (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(48)) + 1) * sector;
        return root + 96 <= content.Length && Read(content, root + 80, 16).AsSpan().SequenceEqual(InstallerClass);
    }
}
