namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>
/// What is written here leaves with a second dot where a line begins with one, which could end the mail (RFC 5321 §4.5.2),
/// and without the line break at its end: the end-of-mail mark begins with one. Passes on some kilobytes at a time.
/// </summary>
internal sealed class DotStuffing(Func<ReadOnlyMemory<byte>, CancellationToken, Task> send) : Stream
{
    private const int Buffered = 32 * 1024;

    private readonly byte[] buffer = new byte[Buffered + 8];
    private int length;
    private bool isLineStart = true, heldReturn, heldBreak;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < source.Length; i++)
        {
            Add(source.Span[i]);
            if (length >= Buffered) await SendAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Sends what is left, without the last line break.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        if (heldReturn && !heldBreak) buffer[length++] = (byte)'\r';
        await SendAsync(ct);
    }

    public override void Flush()
    {
        // What is buffered leaves when there is enough of it, and at the end.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>A line break is held until something follows it.</summary>
    private void Add(byte value)
    {
        if (heldReturn && !heldBreak && value == '\n')
        {
            heldBreak = true;
            return;
        }

        Release();
        if (value == '\r')
        {
            heldReturn = true;
            return;
        }

        if (isLineStart && value == '.') buffer[length++] = value;
        buffer[length++] = value;
        isLineStart = value == '\n';
    }

    private void Release()
    {
        if (!heldReturn) return;
        buffer[length++] = (byte)'\r';
        if (heldBreak) buffer[length++] = (byte)'\n';
        (isLineStart, heldReturn, heldBreak) = (heldBreak, false, false);
    }

    private async Task SendAsync(CancellationToken ct)
    {
        if (length == 0) return;
        await send(buffer.AsMemory(0, length), ct);
        length = 0;
    }
}
