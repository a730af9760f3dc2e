using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Rating;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>What clients think of the work.</summary>
public sealed class RatingTests(ReportingApp app) : AppTests<ReportingApp>(app)
{
    [Fact]
    public async Task A_client_rates_once_and_changes_it_for_seven_days()
    {
        var (structure, _) = await App.ClientAsync();
        var work = await App.WorkAtAsync(structure);
        await App.AsClientAsync(structure);

        Assert.True((await ReadAsync(work.Id)).MayRate);
        Assert.Null((await RateAsync(work.Id, 4, "Rapide")).Refusal);
        var rated = (await ReadAsync(work.Id)).Rating!;
        Assert.Equal((4, "Rapide", App.User.Id, 1L), (rated.Score, rated.Comment, rated.RatedBy, rated.Version));
        Assert.Null((await RateAsync(work.Id, 4, "Rapide")).Refusal);   // the same again
        Assert.Single(await App.EventsAsync<InterventionRated>(), e => e.InterventionId == work.Id);

        App.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Same(Refusal.Stale, (await RateAsync(work.Id, 5, null, version: 9)).Refusal);
        Assert.Null((await RateAsync(work.Id, 5, null, version: 1)).Refusal);
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MaintenanceRefusals.RatingStands, (await RateAsync(work.Id, 1, null, version: 2)).Refusal?.Code);
        Assert.False((await ReadAsync(work.Id)).MayRate);
        Assert.Equal(5, (await ReadAsync(work.Id)).Rating!.Score);
    }

    [Fact]
    public async Task Who_may_not_or_too_early_or_too_late_is_refused()
    {
        var (structure, _) = await App.ClientAsync();
        var (closed, running) = (await App.WorkAtAsync(structure), await App.WorkAtAsync(structure, InterventionState.InProgress));
        var other = await App.WorkAtAsync((await App.ClientAsync()).Structure);
        Assert.Equal(MaintenanceRefusals.RatedByClients, (await RateAsync(closed.Id, 5)).Refusal?.Code);   // our own people hold everything, and are no clients

        await App.AsClientAsync(structure);
        Assert.Equal(MaintenanceRefusals.NotClosed, (await RateAsync(running.Id, 5)).Refusal?.Code);
        Assert.Same(Refusal.NotFound, (await RateAsync(other.Id, 5)).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((GetRating use) => use.RunAsync(other.Id, default))).Refusal);
        foreach (var score in new[] { 0, 6 }) Assert.Equal("Score", Assert.Single((await RateAsync(closed.Id, score)).Refusal!.Fields).Field);
        Assert.Null((await RateAsync(closed.Id, 5)).Refusal);

        await App.AsClientAsync(structure);   // a colleague of his
        Assert.Equal(MaintenanceRefusals.RatedAlready, (await RateAsync(closed.Id, 1)).Refusal?.Code);
        Assert.False((await ReadAsync(closed.Id)).MayRate);
        App.User.Reset();
        Assert.Equal(Refusal.Forbidden, (await RateAsync(closed.Id, 5)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetRating use) => use.RunAsync(closed.Id, default))).Refusal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Whoever_gives_out_the_work_hears_of_a_poor_rating(int score, bool isTold)
    {
        var (structure, _) = await App.ClientAsync();
        var work = await App.WorkAtAsync(structure);
        var manager = await ManagerAsync();
        await App.AsClientAsync(structure);

        Assert.Null((await RateAsync(work.Id, score, "Toujours une fuite")).Refusal);
        await App.DrainEventsAsync();
        await App.DrainEventsAsync();

        var told = await App.WithDbAsync(db => db.Set<Notification>().AsNoTracking().Where(n => n.UserId == manager && n.RecordId == work.Id && n.Kind == RatingNews.Poor.Code).ToListAsync());
        Assert.Equal(isTold ? 1 : 0, told.Count);
        if (isTold) Assert.Equal("Toujours une fuite", told[0].Excerpt);
    }

    private async Task<Guid> ManagerAsync()
    {
        var person = await App.SaveAsync(Make.User("Yasmine Alaoui"));
        await App.WithDbAsync(async db =>
        {
            var role = await db.Set<Role>().Where(r => r.Code == BuiltInRoles.Administrator).Select(r => r.Id).SingleAsync();
            db.Add(new RoleAssignment { RoleId = role, UserId = person.Id });
            return await db.SaveChangesAsync();
        });
        return person.Id;
    }

    private Task<Result> RateAsync(Guid work, int score, string? comment = null, long version = 0) =>
        App.RunAsync((RateIntervention use) => use.RunAsync(new() { InterventionId = work, Score = score, Comment = comment, Version = version }, default));

    private async Task<RatingShown> ReadAsync(Guid work) => (await App.RunAsync((GetRating use) => use.RunAsync(work, default))).Value!;
}
