using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Sites;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation.Sites;

public sealed class SiteTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_site_is_added_changed_and_moved()
    {
        App.User.Grant(OrganisationPermissions.ManageSites, Scope.All);
        var (here, there) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        var id = (await SaveAsync(new() { StructureId = here.Id, Name = "Quai nord" })).Value;

        Assert.Null((await SaveAsync(new() { Id = id, Version = 1, StructureId = there.Id, Name = "Quai sud", Address = " 1, rue du Port " })).Refusal);

        var site = await App.LoadAsync<Site>(id);
        Assert.Equal((there.Id, "Quai sud", "1, rue du Port", 2), (site.StructureId, site.Name, site.Address, site.Version));
        Assert.Equal(Refusal.Stale, (await SaveAsync(new() { Id = id, Version = 1, StructureId = there.Id, Name = "Quai" })).Refusal);
        Assert.Equal(("Name", "name-taken"), ErrorOf((await SaveAsync(new() { StructureId = there.Id, Name = "Quai sud" })).Refusal));
    }

    [Fact]
    public async Task Neither_the_old_nor_the_new_structure_may_be_out_of_reach()
    {
        var (mine, other) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        var (site, foreign) = (await App.SaveAsync(Make.Site(structure: mine.Id)), await App.SaveAsync(Make.Site(structure: other.Id)));
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { StructureId = mine.Id, Name = "Dépôt" })).Refusal);
        App.User.Grant(OrganisationPermissions.ManageSites, Scope.Structure, mine.Id);

        Assert.Equal(("StructureId", "unknown-value"), ErrorOf((await SaveAsync(new() { Id = site.Id, Version = 1, StructureId = other.Id, Name = "Dépôt" })).Refusal));
        Assert.Equal(Refusal.NotFound, (await SaveAsync(new() { Id = foreign.Id, Version = 1, StructureId = mine.Id, Name = "Dépôt" })).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((UseSite use) => use.RunAsync(new(foreign.Id, 1, false), default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((MergeSites use) => use.RunAsync(new(site.Id, 1, foreign.Id), default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ListSites use) => use.RunAsync(other.Id, default))).Refusal);
    }

    [Fact]
    public async Task Out_of_use_it_is_offered_no_more()
    {
        App.User.Grant(OrganisationPermissions.ManageSites, Scope.All).Grant(TicketPermissions.Open, Scope.Own);
        var site = await App.SaveAsync(Make.Site());
        Assert.Contains(await App.RunAsync((TicketChoices use) => use.SitesAsync(default)), c => c.Id == site.Id);

        Assert.Null((await App.RunAsync((UseSite use) => use.RunAsync(new(site.Id, 1, false), default))).Refusal);

        Assert.DoesNotContain(await App.RunAsync((TicketChoices use) => use.SitesAsync(default)), c => c.Id == site.Id);
        var opened = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Sur un site", CategoryId = World.Category, SiteId = site.Id }, default));
        Assert.Equal(("SiteId", "unknown-value"), ErrorOf(opened.Refusal));
    }

    [Fact]
    public async Task Of_two_sites_one_stays_with_the_records_of_both()
    {
        App.User.Grant(OrganisationPermissions.ManageSites, Scope.All);
        var (source, target) = (await App.SaveAsync(Make.Site()), await App.SaveAsync(Make.Site()));
        var ticket = await App.SaveAsync(Make.Ticket(site: source.Id));

        Assert.Equal(OrganisationRefusals.MergeIntoItself, (await App.RunAsync((MergeSites use) => use.RunAsync(new(source.Id, 1, source.Id), default))).Refusal?.Code);
        Assert.Null((await App.RunAsync((MergeSites use) => use.RunAsync(new(source.Id, 1, target.Id), default))).Refusal);

        Assert.Equal(target.Id, (await App.LoadAsync<Ticket>(ticket.Id)).SiteId);
        Assert.False(await App.WithDbAsync(db => db.Set<Site>().AnyAsync(s => s.Id == source.Id)));
    }

    private Task<Result<Guid>> SaveAsync(SaveSiteRequest request) => App.RunAsync((SaveSite use) => use.RunAsync(request, default));

    private static (string, string) ErrorOf(Refusal? refusal) => refusal is { Fields: [var error, ..] } ? (error.Field, error.Code) : ("", refusal?.Code ?? "done");
}
