using System.Globalization;
using System.Text;
using OpsFlux.Kernel.Data.Postgres;

namespace OpsFlux.Kernel.Audit.Sealing;

/// <summary>One line of the file: what the chain ended with at an instant.</summary>
public sealed record AuditHead(long Number, string Hash, DateTimeOffset At);

/// <summary>
/// A file beside the data to which every head of the chain is appended: whoever cuts the end off the database cannot make
/// it forget that there was more. Each instance keeps the heads it has seen.
/// </summary>
public sealed class AuditHeads(string path)
{
    /// <summary>A line is shorter than this by far.</summary>
    private const int Tail = 1024;

    public string Path => path;

    public static AuditHeads In(IConfiguration configuration) => new(
        configuration["Audit:HeadFile"] is { } file && !string.IsNullOrWhiteSpace(file)
            ? System.IO.Path.GetFullPath(file) : System.IO.Path.Combine(DataFolder.Resolve(configuration), "audit.heads"));

    public bool Exists => File.Exists(path);

    /// <summary>-1 where there is none yet. A line that a crash cut short counts for nothing.</summary>
    public async Task<long> LastNumberAsync(CancellationToken ct)
    {
        if (!Exists) return -1;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(file.Length, Tail), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.ASCII);
        var lines = (await reader.ReadToEndAsync(ct)).Split('\n');
        return lines.Select(Parse).OfType<AuditHead>().LastOrDefault()?.Number ?? -1;
    }

    /// <summary>On the disk when this returns.</summary>
    public async Task AppendAsync(IReadOnlyList<AuditSeal> seals, CancellationToken ct)
    {
        if (seals.Count == 0) return;
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var lines = string.Concat(seals.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Number} {Convert.ToHexStringLower(s.Hash)} {s.SealedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n")));
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(Encoding.ASCII.GetBytes(lines), ct);
        file.Flush(flushToDisk: true);
    }

    /// <summary>In the order of the file; what is no head is left out.</summary>
    public async IAsyncEnumerable<AuditHead> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (!Exists) yield break;
        await foreach (var line in File.ReadLinesAsync(path, Encoding.ASCII, ct))
            if (Parse(line) is { } head) yield return head;
    }

    private static AuditHead? Parse(string line) =>
        line.Split(' ') is [var number, { Length: 64 } hash, var at]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && DateTimeOffset.TryParseExact(at.TrimEnd('\r'), "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new(n, hash, instant) : null;
}
