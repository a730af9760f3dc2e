using OpsFlux.Kernel.Files.Types;
using OpsFlux.Shared.Kernel;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Types;

public sealed class ZipLimitsTests
{
    [Fact]
    public void An_ordinary_archive_passes() => Assert.Null(Check(Samples.Zip(("a.txt", Samples.Text()), ("b/c.csv", Samples.Text()))));

    [Fact]
    public void What_becomes_enormous_is_refused() => Assert.Equal(FileRefusals.ZipBomb, Check(Samples.ZipBomb()));

    [Fact]
    public void A_directory_that_lies_is_found_out_by_measuring() => Assert.Equal(FileRefusals.ZipBomb, Check(Samples.LyingZipBomb()));

    [Fact]
    public void Too_many_entries_are_refused() =>
        Assert.Equal(FileRefusals.ZipBomb, Check(Samples.Zip([.. Enumerable.Range(0, 10_001).Select(i => ($"{i}.txt", Array.Empty<byte>()))])));

    [Fact]
    public void An_archive_inside_cannot_be_looked_into() =>
        Assert.Equal(FileRefusals.NestedArchive, Check(Samples.Zip(("a.txt", Samples.Text()), ("inner/B.ZIP", Samples.Zip()))));

    [Fact]
    public void Entries_that_share_their_bytes_are_refused()
    {
        // Two entries of the directory over one body: each byte counts twice.
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        var zip = Samples.Zip(("a.bin", noise), ("b.bin", noise));
        var second = zip.AsSpan().LastIndexOf("PK\u0003\u0004"u8);
        var end = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        byte[] shared = [.. zip[..second], .. zip[end..]];
        BitConverter.TryWriteBytes(shared.AsSpan(shared.Length - 6), second);
        BitConverter.TryWriteBytes(shared.AsSpan(shared.Length - 22 - 46 - 5 + 42), 0);

        Assert.Equal(FileRefusals.ZipBomb, Check(shared));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public void A_cut_archive_is_damaged(int missing)
    {
        var zip = Samples.Zip(("a.txt", Samples.Text()));
        using var content = new MemoryStream(zip[..^missing]);

        Assert.Equal(missing == 0, ZipDirectory.TryRead(content, out _));
    }

    private static string? Check(byte[] zip)
    {
        using var content = new MemoryStream(zip);
        Assert.True(ZipDirectory.TryRead(content, out var directory));
        return ZipLimits.Check(content, directory, default)?.Code;
    }
}
