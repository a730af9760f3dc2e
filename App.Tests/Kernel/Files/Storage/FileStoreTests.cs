using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Storage;

/// <summary>What both stores promise, asked of each.</summary>
public sealed class FileStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new("-store");
    private readonly BucketServer bucket = new();
    private readonly Dictionary<string, IFileStore> stores = [];

    public async Task InitializeAsync()
    {
        await bucket.StartAsync();
        stores["folder"] = new FolderFileStore(new() { Folder = folder.Path });
        stores["bucket"] = S3FileStore.Connect(new() { Bucket = "pieces", Endpoint = bucket.Address, AccessKey = "cle", SecretKey = "secret", Prefix = "opsflux/" });
    }

    public async Task DisposeAsync() => await bucket.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("folder")]
    [InlineData("bucket")]
    public async Task What_is_kept_comes_back_whole_and_in_parts(string which)
    {
        var (store, key) = (stores[which], Guid.CreateVersion7());
        await PutAsync(store, key, "0123456789");

        await using var content = await store.OpenAsync(key, default);

        Assert.NotNull(content);
        Assert.Equal((10, "0123456789"), (content.Length, await ReadAsync(content)));
        content.Position = 6;
        Assert.Equal("6789", await ReadAsync(content));
        content.Seek(-2, SeekOrigin.End);
        Assert.Equal("89", await ReadAsync(content));
        Assert.Equal(0, await content.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("bucket")]
    public async Task What_was_deleted_is_gone_and_twice_is_harmless(string which)
    {
        var (store, key) = (stores[which], Guid.CreateVersion7());
        await PutAsync(store, key, "x");

        await store.DeleteAsync(key, default);
        await store.DeleteAsync(key, default);

        Assert.Null(await store.OpenAsync(key, default));
        Assert.Null(await store.OpenAsync(Guid.CreateVersion7(), default));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("bucket")]
    public async Task A_list_names_everything_and_nothing_foreign(string which)
    {
        var keys = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToHashSet();
        foreach (var key in keys) await PutAsync(stores[which], key, "x");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "notes.txt"), "de l’opérateur");
        bucket.Objects["autre/objet"] = bucket.Objects["opsflux/notes.txt"] = [1];

        var found = new HashSet<Guid>();
        await foreach (var stored in stores[which].ListAsync(default)) found.Add(stored.Key);

        Assert.Equal(keys, found);
    }

    [Fact]
    public async Task A_part_of_an_object_is_all_that_is_asked_of_the_bucket()
    {
        var key = Guid.CreateVersion7();
        await PutAsync(stores["bucket"], key, "0123456789");

        await using var content = await stores["bucket"].OpenAsync(key, default);
        content!.Position = 4;   // just kept
        await content.ReadExactlyAsync(new byte[2]);

        Assert.Equal("bytes=4-9", bucket.Range);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=cle/", bucket.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_refuses_is_an_IOException()
    {
        bucket.IsDown = true;

        await Assert.ThrowsAsync<IOException>(() => PutAsync(stores["bucket"], Guid.CreateVersion7(), "x"));
        await Assert.ThrowsAsync<IOException>(() => stores["bucket"].OpenAsync(Guid.CreateVersion7(), default));
        await Assert.ThrowsAsync<IOException>(() => stores["bucket"].DeleteAsync(Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task A_folder_holds_names_without_meaning_that_nobody_else_reads()
    {
        var key = Guid.CreateVersion7();
        await PutAsync(stores["folder"], key, "x");

        var file = Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
        var name = key.ToString("N");
        Assert.Equal(Path.Combine(folder.Path, name[^2..], name[^4..^2], name), file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private async Task PutAsync(IFileStore store, Guid key, string text)
    {
        await using var staged = StagedFile.Create(Path.Combine(folder.Path, "incoming"));
        using var body = new MemoryStream(Samples.Text(text));
        Assert.True(await staged.FillAsync(body, 1000, default));
        await store.PutAsync(key, staged, default);
    }

    private static async Task<string> ReadAsync(Stream content)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }
}
