using Amazon.S3;
using Amazon.S3.Model;

namespace OpsFlux.Kernel.Files.Storage;

/// <summary>An object read from wherever one seeks to: a download in parts asks the bucket for those parts alone.</summary>
internal sealed class S3ReadStream(IAmazonS3 client, string bucket, string key, long length) : Stream
{
    private GetObjectResponse? response;
    private long position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            if (value == position) return;
            position = value;
            Forget();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length) return 0;
        var source = (response ??= await StartAsync(cancellationToken)).ResponseStream;
        var read = await source.ReadAsync(buffer, cancellationToken);
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Forget();
        base.Dispose(disposing);
    }

    private Task<GetObjectResponse> StartAsync(CancellationToken ct) => S3FileStore.GuardAsync(() =>
        client.GetObjectAsync(new() { BucketName = bucket, Key = key, ByteRange = new ByteRange(position, length - 1) }, ct));

    private void Forget()
    {
        response?.Dispose();
        response = null;
    }
}
