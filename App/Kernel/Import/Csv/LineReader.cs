using System.Buffers;
using System.Text;

namespace OpsFlux.Kernel.Import.Csv;

/// <summary>A line as it stands in the file, from 1. <paramref name="Fault"/>: code of why it is no text; the text is then empty.</summary>
internal sealed record Line(int Number, string Text, string? Fault = null);

/// <summary>
/// Reads lines of UTF-8, with or without byte-order mark, and can look ahead. A line that is not text is answered as such,
/// so that one damaged line does not cost the rest of the file.
/// </summary>
internal sealed class LineReader(Stream stream)
{
    private const int Longest = 1 << 20;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly List<Line> ahead = [];
    private int start, end, number;
    private bool isTooLong;

    /// <summary>Null at the end of the file.</summary>
    public async ValueTask<Line?> NextAsync(CancellationToken ct)
    {
        if (ahead.Count == 0) return await ReadAsync(ct);
        var line = ahead[0];
        ahead.RemoveAt(0);
        return line;
    }

    /// <summary>The line that many lines after the next one, without taking it.</summary>
    public async ValueTask<Line?> PeekAsync(int distance, CancellationToken ct)
    {
        while (ahead.Count <= distance)
        {
            if (await ReadAsync(ct) is not { } line) return null;
            ahead.Add(line);
        }

        return ahead[distance];
    }

    public void Skip(int lines) => ahead.RemoveRange(0, lines);

    private async ValueTask<Line?> ReadAsync(CancellationToken ct)
    {
        bytes.ResetWrittenCount();
        isTooLong = false;
        while (true)
        {
            if (start == end)
            {
                (start, end) = (0, await stream.ReadAsync(buffer, ct));
                if (end == 0) return bytes.WrittenCount == 0 ? null : Decode();
            }

            if (TakeToLineEnd()) return Decode();
        }
    }

    /// <summary>True when the line is complete.</summary>
    private bool TakeToLineEnd()
    {
        var rest = buffer.AsSpan(start, end - start);
        var at = rest.IndexOf((byte)'\n');
        var part = at < 0 ? rest : rest[..at];
        isTooLong |= bytes.WrittenCount + part.Length > Longest;
        if (!isTooLong) bytes.Write(part);
        start += at < 0 ? part.Length : at + 1;
        return at >= 0;
    }

    private Line Decode()
    {
        number++;
        if (isTooLong) return new(number, "", "line-too-long");
        var line = bytes.WrittenSpan;
        if (number == 1 && line.StartsWith(Encoding.UTF8.Preamble)) line = line[Encoding.UTF8.Preamble.Length..];
        if (line.EndsWith("\r"u8)) line = line[..^1];
        try
        {
            // The database's text holds every character but this one.
            return line.Contains((byte)0) ? new(number, "", "encoding") : new(number, Strict.GetString(line));
        }
        catch (DecoderFallbackException)
        {
            return new(number, "", "encoding");
        }
    }
}
