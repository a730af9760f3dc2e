using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Photos;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Files;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>Photos of how something was found and left.</summary>
public sealed class PhotoTests(ReportingApp app) : AppTests<ReportingApp>(app)
{
    [Fact]
    public async Task Photos_stand_in_their_strips_and_are_files_of_the_intervention()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.InProgress);

        Assert.Null((await App.PhotoAsync(work, PhotoMoment.Before)).Refusal);
        Assert.Null((await App.PhotoAsync(work, PhotoMoment.After, "après.png")).Refusal);

        var photos = await App.PhotosAsync(work.Id);
        Assert.Equal(("avant.png", 40, 30), Assert.Single(photos.Of(PhotoMoment.Before)) is var before ? (before.Name, before.Width, before.Height) : default);
        Assert.Equal("après.png", Assert.Single(photos.Of(PhotoMoment.After)).Name);
        Assert.NotNull(photos.Limits);
        var files = await App.RunAsync((ListFiles use) => use.RunAsync(new UploadTarget(work.Ref, null), default));
        Assert.Equal(["avant.png", "après.png"], files.Value!.Files.Select(f => f.Name));
    }

    [Fact]
    public async Task What_is_no_picture_is_taken_off_again()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.InProgress);

        Assert.Equal(MaintenanceRefusals.PhotoIsNoImage, (await App.PhotoAsync(work, PhotoMoment.Before, "notes.txt", Samples.Text())).Refusal?.Code);

        Assert.Empty((await App.PhotosAsync(work.Id)).Photos);
        Assert.Empty((await App.RunAsync((ListFiles use) => use.RunAsync(new UploadTarget(work.Ref, null), default))).Value!.Files);
    }

    [Fact]
    public async Task What_nobody_has_scanned_or_somebody_removed_is_not_shown()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.InProgress);
        for (var i = 0; i < 3; i++) await App.PhotoAsync(work, PhotoMoment.Before, $"{i}.png");
        var all = (await App.PhotosAsync(work.Id)).Photos;
        var (quarantined, removed, shown) = (all[0].FileId, all[1].FileId, all[2].FileId);

        await App.WithDbAsync(db => db.Set<Attachment>().Where(a => a.Id == quarantined).ExecuteUpdateAsync(s => s.SetProperty(a => a.State, AttachmentState.Quarantined)));
        Assert.Null((await App.RunAsync((RemoveFile use) => use.RunAsync(removed, default))).Refusal);

        var left = await App.PhotosAsync(work.Id);
        Assert.Equal((shown, 1), (Assert.Single(left.Photos).FileId, left.Unseen));
    }

    [Fact]
    public async Task A_client_sees_his_own_photos_and_adds_none()
    {
        var (ours, theirs) = ((await App.ClientAsync()).Structure, (await App.ClientAsync()).Structure);
        var (mine, other) = (await App.WorkAtAsync(ours, InterventionState.InProgress), await App.WorkAtAsync(theirs, InterventionState.InProgress));
        await App.PhotoAsync(mine, PhotoMoment.Before);
        await App.PhotoAsync(other, PhotoMoment.Before);
        await App.AsClientAsync(ours);

        var photos = await App.PhotosAsync(mine.Id);
        Assert.False(Assert.Single(photos.Photos).MayRemove);
        Assert.Null(photos.Limits);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ListPhotos use) => use.RunAsync(other.Id, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((AddPhotos use) => use.MayAsync(mine.Id, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, await App.PhotoAsync(mine, PhotoMoment.After) is { Refusal: { } refusal } ? refusal : null);
    }
}
