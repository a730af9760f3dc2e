using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpsFlux.Tests.Kernel.Files;

/// <summary>Files as people and attackers send them.</summary>
internal static class Samples
{
    /// <summary>The test virus of the anti-virus trade, in two halves so that no scanner takes this file for it.</summary>
    public static byte[] Eicar => Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public static byte[] Text(string text = "Relevé du 20 novembre") => Encoding.UTF8.GetBytes(text);

    public static byte[] Png(int width = 2, int height = 3)
    {
        var bytes = new byte[60];
        new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    /// <summary>A Windows program's beginning.</summary>
    public static byte[] Exe => [(byte)'M', (byte)'Z', 0x90, 0, 3, .. new byte[200]];

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                stream.Write(content);
            }

        return bytes.ToArray();
    }

    /// <summary>Small to send, 64 MB unpacked.</summary>
    public static byte[] ZipBomb() => Zip(("zeros.txt", new byte[64 << 20]));

    /// <summary>The same, with a directory that declares ten bytes.</summary>
    public static byte[] LyingZipBomb()
    {
        var zip = ZipBomb();
        var entry = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(entry + 24), 10);
        return zip;
    }

    public static byte[] Docx(params string[] more) =>
        Zip([("[Content_Types].xml", Text("<Types/>")), ("word/document.xml", Text("<document/>")), .. more.Select(name => (name, Text("x")))]);
}
