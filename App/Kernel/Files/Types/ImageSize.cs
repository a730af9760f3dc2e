using System.Buffers.Binary;

namespace OpsFlux.Kernel.Files.Types;

/// <summary>Width and height from an image's own header; nothing is decoded, so an image of a billion pixels costs nothing to refuse.</summary>
internal static class ImageSize
{
    private const int HeadBytes = 256 * 1024;   // EXIF data and colour profiles stand before the size in a JPEG

    /// <summary>Null for what is no image, or says nothing.</summary>
    public static (int Width, int Height)? Read(Stream content, FileType type)
    {
        if (!FileTypes.IsShown(type.ContentType)) return null;
        ReadOnlySpan<byte> head = FileSniffer.Read(content, 0, HeadBytes);
        return type.Code switch
        {
            "Png" when head.Length >= 24 => Size(BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..])),
            "Gif" when head.Length >= 10 => (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..])),
            "Jpeg" => Jpeg(head),
            "Webp" when head.Length >= 30 => Webp(head),
            _ => null,
        };
    }

    private static (int, int)? Jpeg(ReadOnlySpan<byte> head)
    {
        for (var at = 2; at + 9 < head.Length && head[at] == 0xFF;)
        {
            var marker = head[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
        }

        return null;
    }

    private static (int, int)? Webp(ReadOnlySpan<byte> head)
    {
        if (head[12..16].SequenceEqual("VP8X"u8)) return (1 + U24(head[24..]), 1 + U24(head[27..]));
        if (head[12..16].SequenceEqual("VP8 "u8))
            return (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF);
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
        return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
    }

    private static int U24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static (int, int) Size(uint width, uint height) => ((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
}
