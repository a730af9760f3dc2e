using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using OpsFlux.Kernel.Files.Uploads;

namespace OpsFlux.Kernel.Files.Storage;

/// <summary>A bucket of Amazon's, or of any server that speaks S3. Objects are named by prefix and UUID.</summary>
internal sealed class S3FileStore(S3Options options, IAmazonS3 client) : IFileStore
{
    private const int AtOnce = 1000;

    /// <summary>For <paramref name="options"/> with a bucket. Checksums only where required: other servers than Amazon's lack the newer ones.</summary>
    public static S3FileStore Connect(S3Options options)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.Endpoint is not null,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint) config.ServiceURL = endpoint;
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        return new(options, options.AccessKey is { } key ? new AmazonS3Client(key, options.SecretKey, config) : new AmazonS3Client(config));
    }

    /// <summary>An object appears when it is whole: a broken transfer leaves nothing.</summary>
    public Task PutAsync(Guid key, StagedFile file, CancellationToken ct) => GuardAsync(async () =>
    {
        file.Content.Position = 0;
        await client.PutObjectAsync(new()
        {
            BucketName = options.Bucket,
            Key = KeyOf(key),
            InputStream = file.Content,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            UseChunkEncoding = false,
            ContentType = "application/octet-stream",   // whoever reads the bucket directly is not told to run anything
        }, ct);
        return true;
    });

    public Task<Stream?> OpenAsync(Guid key, CancellationToken ct) => GuardAsync<Stream?>(async () =>
    {
        try
        {
            var about = await client.GetObjectMetadataAsync(options.Bucket, KeyOf(key), ct);
            return new S3ReadStream(client, options.Bucket!, KeyOf(key), about.ContentLength);   // this store exists only with a bucket
        }
        catch (AmazonS3Exception e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    public Task DeleteAsync(Guid key, CancellationToken ct) => GuardAsync(async () =>
    {
        await client.DeleteObjectAsync(options.Bucket, KeyOf(key), ct);
        return true;
    });

    public async IAsyncEnumerable<StoredFile> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix, MaxKeys = AtOnce };
        do
        {
            var page = await GuardAsync(() => client.ListObjectsV2Async(request, ct));
            foreach (var found in page.S3Objects ?? [])
                if (Guid.TryParseExact(found.Key[options.Prefix.Length..], "N", out var key))
                    yield return new(key, found.LastModified ?? DateTimeOffset.MaxValue);   // of unknown age: never an orphan
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    private string KeyOf(Guid key) => options.Prefix + key.ToString("N");

    /// <summary>The store's own promise: whatever fails is an IOException.</summary>
    internal static async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new IOException("The bucket does not do what was asked", e);
        }
    }
}
