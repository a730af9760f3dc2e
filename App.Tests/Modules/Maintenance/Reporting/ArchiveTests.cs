using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Search;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Maintenance.Interventions.Archive;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Files;
using OpsFlux.Tests.Kernel.Jobs;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>What a night archives, and what remains possible afterwards.</summary>
public sealed class ArchiveTests(ReportingApp app) : AppTests<ReportingApp>(app)
{
    private const string Job = "maintenance.archive-interventions";

    [Fact]
    public async Task What_has_been_over_for_a_year_is_archived_and_only_that()
    {
        var (structure, _) = await App.ClientAsync();
        var (old, running) = (await App.WorkAtAsync(structure), await App.WorkAtAsync(structure, InterventionState.InProgress));
        App.Clock.Now = App.Clock.Now.AddMonths(6);
        var recent = await App.WorkAtAsync(structure);
        App.Clock.Now = FakeClock.Start.AddMonths(12);

        await App.RunJobAsync(Job);
        await App.RunJobAsync(Job);

        var archived = await App.LoadAsync<Intervention>(old.Id);
        Assert.Equal((App.Clock.Now, old.Version), (archived.ArchivedAt, archived.Version));
        Assert.Single(await App.TimelineAsync(old.Id), l => l.Field == Intervention.ArchiveField);
        Assert.Null((await App.LoadAsync<Intervention>(running.Id)).ArchivedAt);
        Assert.Null((await App.LoadAsync<Intervention>(recent.Id)).ArchivedAt);
    }

    [Fact]
    public async Task A_structure_that_never_archives_keeps_its_own()
    {
        var (structure, _) = await App.ClientAsync();
        var work = await App.WorkAtAsync(structure);
        await App.SaveAsync(new SettingValue { Code = "maintenance.ArchiveAfterMonths", StructureId = structure.Id, Value = "0" });
        App.Clock.Now = App.Clock.Now.AddYears(9);

        await App.RunJobAsync(Job);

        Assert.Null((await App.LoadAsync<Intervention>(work.Id)).ArchivedAt);
    }

    [Fact]
    public async Task What_is_archived_is_read_only_everywhere_until_it_is_taken_out()
    {
        var work = await ArchivedAsync();

        Assert.Equal(MaintenanceRefusals.IsArchived, (await App.SignAsync(work.Id, SignatureParty.Client)).Refusal?.Code);
        Assert.Equal(MaintenanceRefusals.IsArchived, (await App.MakeReportAsync(work.Id, "x")).Refusal?.Code);
        Assert.Equal(MaintenanceRefusals.IsArchived, (await CommentAsync(work.Id)).Refusal?.Code);
        Assert.Equal(Refusal.Forbidden, (await App.PhotoAsync(work, PhotoMoment.After)).Refusal);   // nor any other file
        var read = (await App.RunAsync((GetIntervention use) => use.RunAsync(work.Number, default))).Value!;
        Assert.False(read.MayComment || read.Access.Contribute || read.Access.Edit);

        App.User.Revoke(MaintenancePermissions.Unarchive);
        Assert.Equal(Refusal.Forbidden, (await UnarchiveAsync(work)).Refusal);
        App.User.Grant(MaintenancePermissions.Unarchive, Scope.All);
        Assert.Null((await UnarchiveAsync(work)).Refusal);
        Assert.Equal(MaintenanceRefusals.NotArchived, (await UnarchiveAsync(await App.LoadAsync<Intervention>(work.Id))).Refusal?.Code);
        Assert.Null((await CommentAsync(work.Id)).Refusal);
        await App.RunJobAsync(Job);
        Assert.Null((await App.LoadAsync<Intervention>(work.Id)).ArchivedAt);   // it waits as long again
    }

    [Fact]
    public async Task Lists_leave_archived_ones_out_unless_asked_and_the_search_finds_them()
    {
        var work = await ArchivedAsync();

        Assert.DoesNotContain(work.Number, await ListAsync(new() { StructureId = work.StructureId }));
        Assert.Contains(work.Number, await ListAsync(new() { StructureId = work.StructureId, WithArchived = true }));
        Assert.Equal([work.Number], await ListAsync(new() { StructureId = work.StructureId, View = InterventionView.Archived, OnlyOpen = true }));
        var hits = await App.RunAsync((IEnumerable<ISearchSource> sources) => sources.Single(s => s.Code == "interventions").FindAsync(work.Number, OpsFlux.Kernel.Lists.ListQuery.Parse(null), 10, default));
        Assert.Equal($"/interventions/{work.Number}", Assert.Single(hits.Rows).Href);
        Assert.Equal("maintenance.unknown-filter", InterventionFilter.Parse(OpsFlux.Kernel.Lists.ListQuery.Parse("?archived=x")).Refusal?.Code);
    }

    private async Task<Intervention> ArchivedAsync()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure);
        App.Clock.Now = App.Clock.Now.AddMonths(13);
        await App.RunJobAsync(Job);
        var archived = await App.LoadAsync<Intervention>(work.Id);
        Assert.NotNull(archived.ArchivedAt);
        return archived;
    }

    private Task<Result> CommentAsync(Guid work) => App.RunAsync((CommentIntervention use) => use.RunAsync(new() { InterventionId = work, Body = "Bonjour" }, default));

    private Task<Result> UnarchiveAsync(Intervention work) => App.RunAsync((UnarchiveIntervention use) => use.RunAsync(new() { InterventionId = work.Id, Version = work.Version }, default));

    private async Task<IEnumerable<string>> ListAsync(InterventionFilter filter) =>
        (await App.RunAsync((ListInterventions use) => use.RunAsync(filter, 50, default))).Value!.Rows.Select(r => r.Number);
}
