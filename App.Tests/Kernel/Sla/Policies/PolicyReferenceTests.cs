using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Merging;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Kernel.Organisation.Sites;
using OpsFlux.Kernel.Organisation.Structures;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Policies;

/// <summary>Two of something become one: agreements that named the one that goes name the other.</summary>
public sealed class PolicyReferenceTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Agreements_follow_people_groups_structures_and_sites_into_a_merge()
    {
        foreach (var permission in App.Catalog.PermissionCodes) App.User.Grant(permission, Scope.All);
        var (gonePerson, keptPerson, goneGroup, keptGroup) = (Make.User(), Make.User(), Make.Group(), Make.Group());
        var (goneStructure, keptStructure) = (Make.Structure(), Make.Structure());
        var (goneSite, keptSite) = (Make.Site(structure: keptStructure.Id), Make.Site(structure: keptStructure.Id));
        await App.SaveAllAsync(gonePerson, keptPerson, goneGroup, keptGroup, goneStructure, keptStructure, goneSite, keptSite);
        var policy = await App.SaveAsync(new SlaPolicy { Name = $"Engagement {goneStructure.Code}", RecordKind = "ticket", Definition = DefinitionOf(goneStructure.Id, goneSite.Id, gonePerson.Id, goneGroup.Id).ToJson() });
        var other = await App.SaveAsync(new SlaPolicy { Name = $"Autre {goneStructure.Code}", RecordKind = "ticket", Definition = DefinitionOf(keptStructure.Id, keptSite.Id, keptPerson.Id, keptGroup.Id).ToJson() });

        Done(await App.RunAsync((MergeUsers use) => use.RunAsync(new() { GoneId = gonePerson.Id, KeptId = keptPerson.Id }, default)));
        Done(await App.RunAsync((MergeGroups use) => use.RunAsync(goneGroup.Id, keptGroup.Id, default)));
        Done(await App.RunAsync((MergeSites use) => use.RunAsync(new(goneSite.Id, 1, keptSite.Id), default)));
        Done(await App.RunAsync((MergeStructures use) => use.RunAsync(new(goneStructure.Id, 1, keptStructure.Id), default)));

        var after = await App.LoadAsync<SlaPolicy>(policy.Id);
        Assert.Equal(DefinitionOf(keptStructure.Id, keptSite.Id, keptPerson.Id, keptGroup.Id).ToJson(), PolicyDefinition.Parse(after.Definition).ToJson());
        Assert.Equal(5, after.Version);   // four merges: a form that is open on it is stale
        Assert.Equal(1, (await App.LoadAsync<SlaPolicy>(other.Id)).Version);
    }

    private static void Done(Result result) => Assert.Null(result.Refusal);

    private static PolicyDefinition DefinitionOf(Guid structure, Guid site, Guid person, Guid group) => new()
    {
        Conditions = [new("site", [site.ToString()]), new("structure", [structure.ToString()])],
        Targets = [new(TicketClocks.Resolution, 60, null)],
        Steps = [new(null, 50, StepAction.Notify, StepReceiver.Person, person), new(null, 75, StepAction.Reassign, StepReceiver.Team, group)],
    };
}
