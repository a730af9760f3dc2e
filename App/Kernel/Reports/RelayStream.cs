namespace OpsFlux.Kernel.Reports;

/// <summary>
/// Stands between a ZipArchive and a web response. The archive writes synchronously where it closes an entry (the last
/// block, the checksum), even when disposed of asynchronously; a response refuses that. Those few bytes wait here for
/// the next asynchronous write.
/// </summary>
internal sealed class RelayStream(Stream target) : Stream
{
    private const int HandOnAt = 32 * 1024;

    private readonly MemoryStream waiting = new(2 * HandOnAt);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        waiting.Write(buffer.Span);
        return waiting.Length < HandOnAt ? ValueTask.CompletedTask : new(HandOnAsync(cancellationToken));
    }

    public override void Flush()
    {
        // Nothing: what waits leaves with the next asynchronous write, at the latest with the writer's last FlushAsync.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => HandOnAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task HandOnAsync(CancellationToken ct)
    {
        await target.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), ct);
        waiting.SetLength(0);
    }
}
