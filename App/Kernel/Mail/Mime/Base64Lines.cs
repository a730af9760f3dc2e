using System.Buffers.Text;

namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>Bytes as Base64 in lines of 76 characters (RFC 2045), some kilobytes at a time: a file is never held whole.</summary>
internal static class Base64Lines
{
    private const int BytesPerLine = 57, CharactersPerLine = 76, LinesAtOnce = 256;

    public static async Task WriteAsync(Stream from, Stream to, CancellationToken ct)
    {
        var bytes = new byte[BytesPerLine * LinesAtOnce];
        var lines = new byte[(CharactersPerLine + 2) * LinesAtOnce];
        int read;
        while ((read = await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct)) > 0)
            await to.WriteAsync(lines.AsMemory(0, Encode(bytes.AsSpan(0, read), lines)), ct);
    }

    private static int Encode(ReadOnlySpan<byte> bytes, Span<byte> lines)
    {
        var length = 0;
        for (var start = 0; start < bytes.Length; start += BytesPerLine)
        {
            Base64.EncodeToUtf8(bytes.Slice(start, Math.Min(BytesPerLine, bytes.Length - start)), lines[length..], out _, out var written);
            length += written;
            (lines[length], lines[length + 1]) = ((byte)'\r', (byte)'\n');
            length += 2;
        }

        return length;
    }
}
