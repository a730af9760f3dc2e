using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Cleaning;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files;

public sealed class CleanFilesTests(FilesWeb app) : AppTests<FilesWeb>(app)
{
    [Fact]
    public async Task A_removed_content_goes_after_its_grace_and_not_before()
    {
        var file = await AddAsync(removedAt: FakeClock.Start);

        App.Clock.Advance(TimeSpan.FromDays(29));
        await RunAsync();
        Assert.NotNull(await ContentAsync(file));
        App.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync();

        Assert.Null(await ContentAsync(file));
        Assert.Equal(App.Clock.Now, (await App.LoadAsync<Attachment>(file.Id)).BlobDeletedAt);
        Assert.Equal("0", (await RunAsync()).Arguments[0]);   // twice is harmless
    }

    [Fact]
    public async Task A_night_leaves_no_backlog()
    {
        await App.WithDbAsync(async db =>
        {
            db.AddRange(Enumerable.Range(0, 501).Select(_ => new Attachment
            {
                Name = "a.txt", Size = 3, Sha256 = "", ContentType = "text/plain", UploadedBy = World.Alice, UploadedAt = FakeClock.Start,
                StorageKey = Guid.CreateVersion7(), RemovedAt = FakeClock.Start.AddDays(-40),
            }));
            return await db.SaveChangesAsync();
        });

        Assert.Equal("501", (await RunAsync()).Arguments[0]);
    }

    [Fact]
    public async Task The_grace_is_a_setting()
    {
        var file = await AddAsync(removedAt: FakeClock.Start);
        await App.SaveAsync(new SettingValue { Code = FileSettings.KeepRemovedDays.Code, Value = "0" });

        await RunAsync();

        Assert.Null(await ContentAsync(file));
        await App.SqlAsync("delete from kernel.setting_values where code = 'Files.KeepRemovedDays' returning 1");
    }

    [Fact]
    public async Task A_form_never_sent_gives_its_files_up()
    {
        var file = await AddAsync(tray: "ticket:new");

        App.Clock.Advance(TimeSpan.FromDays(13));
        await RunAsync();
        Assert.Null((await App.LoadAsync<Attachment>(file.Id)).RemovedAt);
        App.Clock.Advance(TimeSpan.FromDays(2));
        await RunAsync();

        Assert.Equal(App.Clock.Now, (await App.LoadAsync<Attachment>(file.Id)).RemovedAt);
    }

    [Fact]
    public async Task Contents_without_a_row_and_parts_of_uploads_are_swept_once_they_are_old()
    {
        var kept = await AddAsync();
        var orphan = await StoreAsync(Guid.CreateVersion7());
        var young = await StoreAsync(Guid.CreateVersion7());
        var part = Path.Combine(App.Options.Incoming, "0.part");
        await File.WriteAllTextAsync(part, "à moitié");
        foreach (var path in new[] { PathOf(kept.StorageKey), PathOf(orphan), part }) File.SetLastWriteTimeUtc(path, FakeClock.Start.UtcDateTime.AddDays(-2));
        File.SetLastWriteTimeUtc(PathOf(young), FakeClock.Start.UtcDateTime);

        var outcome = await RunAsync();

        Assert.Equal("1", outcome.Arguments[2]);
        Assert.Equal((true, false, true, false), (File.Exists(PathOf(kept.StorageKey)), Array.Exists(App.FilesOnDisk(), f => f.EndsWith($"{orphan:N}", StringComparison.Ordinal)), File.Exists(PathOf(young)), File.Exists(part)));
    }

    private async Task<JobOutcome> RunAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        return await scope.ServiceProvider.GetRequiredService<CleanFiles>().RunAsync(default);
    }

    private string PathOf(Guid key) => App.FilesOnDisk().Single(f => f.EndsWith($"{key:N}", StringComparison.Ordinal));

    private async Task<Attachment> AddAsync(string? tray = null, DateTimeOffset? removedAt = null) => await App.SaveAsync(new Attachment
    {
        Tray = tray, Name = "a.txt", Size = 3, Sha256 = "", ContentType = "text/plain", UploadedBy = World.Alice, UploadedAt = FakeClock.Start,
        StorageKey = await StoreAsync(Guid.CreateVersion7()), RemovedAt = removedAt,
    });

    private async Task<Guid> StoreAsync(Guid key)
    {
        await using var staged = StagedFile.Create(App.Options.Incoming);
        using var body = new MemoryStream(Samples.Text("abc"));
        Assert.True(await staged.FillAsync(body, 1000, default));
        await App.Store.PutAsync(key, staged, default);
        return key;
    }

    private async Task<string?> ContentAsync(Attachment file)
    {
        await using var content = await App.Store.OpenAsync(file.StorageKey, default);
        if (content is null) return null;
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync();
    }
}
