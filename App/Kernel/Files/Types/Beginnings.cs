namespace OpsFlux.Kernel.Files.Types;

/// <summary>The first bytes by which formats are known.</summary>
internal static class Beginnings
{
    private static readonly (byte[] Magic, FileType Type)[] Known =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], FileTypes.Png),
        ([0xFF, 0xD8, 0xFF], FileTypes.Jpeg),
        ("GIF87a"u8.ToArray(), FileTypes.Gif),
        ("GIF89a"u8.ToArray(), FileTypes.Gif),
        ("II*\0"u8.ToArray(), FileTypes.Tiff),
        ("MM\0*"u8.ToArray(), FileTypes.Tiff),
        ("%PDF-"u8.ToArray(), FileTypes.Pdf),
        (@"{\rtf"u8.ToArray(), FileTypes.Rtf),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], FileTypes.SevenZip),
        ("Rar!"u8.ToArray(), FileTypes.Rar),
        ([0x1F, 0x8B], FileTypes.Gzip),
        ([0x1A, 0x45, 0xDF, 0xA3], FileTypes.Webm),
        ("ID3"u8.ToArray(), FileTypes.Mp3),
        ([0xFF, 0xFB], FileTypes.Mp3),
        ([0xFF, 0xF3], FileTypes.Mp3),
        ("OggS"u8.ToArray(), FileTypes.Ogg),
        ("MZ"u8.ToArray(), FileTypes.Program),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], FileTypes.Program),
        ([0xCA, 0xFE, 0xBA, 0xBE], FileTypes.Program),   // Mach-O for several processors, and Java classes
        ([0xFE, 0xED, 0xFA, 0xCE], FileTypes.Program),
        ([0xFE, 0xED, 0xFA, 0xCF], FileTypes.Program),
        ([0xCE, 0xFA, 0xED, 0xFE], FileTypes.Program),
        ([0xCF, 0xFA, 0xED, 0xFE], FileTypes.Program),
        ([0, (byte)'a', (byte)'s', (byte)'m'], FileTypes.Program),
        ([0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0], FileTypes.Program),   // a Windows shortcut
        ("#!"u8.ToArray(), FileTypes.Script),
    ];

    /// <summary>Null where the first bytes alone do not say.</summary>
    public static FileType? Find(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, type) in Known)
            if (head.StartsWith(magic)) return type;
        if (head.Length >= 12 && head.StartsWith("RIFF"u8)) return Riff(head[8..12]);
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8)) return IsHeic(head[8..12]) ? FileTypes.Heic : FileTypes.Mp4;
        return head.Length >= 14 && head.StartsWith("BM"u8) && head[6..10].IndexOfAnyExcept((byte)0) < 0 ? FileTypes.Bmp : null;
    }

    private static FileType? Riff(ReadOnlySpan<byte> form) =>
        form.SequenceEqual("WEBP"u8) ? FileTypes.Webp : form.SequenceEqual("WAVE"u8) ? FileTypes.Wav : null;

    private static bool IsHeic(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8);
}
