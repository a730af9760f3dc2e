using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Structures;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation.Structures;

public sealed class MergeStructuresTests(TestApp app) : AppTests(app)
{
    /// <summary>Columns that are history: what happened, happened where it did.</summary>
    private static readonly string[] History = [$"{nameof(EventRow)}.{nameof(EventRow.StructureId)}"];

    [Fact]
    public async Task Every_column_that_names_a_structure_or_a_site_is_declared()
    {
        var declared = App.Services.GetServices<AccountReference>().Select(r => $"{r.Entity.Name}.{r.Property}").ToHashSet();
        var named = await App.WithDbAsync(db => Task.FromResult((
            from entity in db.Model.GetEntityTypes()
            from property in entity.GetProperties()
            where property.Name.EndsWith("StructureId", StringComparison.Ordinal) || property.Name.EndsWith("SiteId", StringComparison.Ordinal)
                || property.GetContainingForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Structure) || k.PrincipalEntityType.ClrType == typeof(Site))
            select $"{entity.ClrType.Name}.{property.Name}").ToList()));

        Assert.Empty(named.Except(declared).Except(History));
        Assert.Empty(declared.Except(named));
    }

    [Fact]
    public async Task All_of_the_source_goes_over_and_the_source_is_gone()
    {
        App.User.Grant(OrganisationPermissions.ManageStructures, Scope.All);
        var (source, target) = (await AddAsync("Double"), await AddAsync("Bonne"));
        var below = await AddAsync("Dessous", source.Id);
        var person = await App.SaveAsync(Make.User("Mona Mute", source.Id));
        var ticket = await App.SaveAsync(Make.Ticket(structure: source.Id, requester: person.Id));
        await App.SaveAllAsync(
            new SettingValue { Code = "tickets.CloseAfterDays", StructureId = source.Id, Value = "3" }, new SettingValue { Code = "tickets.CloseAfterDays", StructureId = target.Id, Value = "9" },
            new SettingValue { Code = "tickets.ReopenWithinDays", StructureId = source.Id, Value = "4" });

        Assert.Contains((await App.RunAsync((MergeStructures use) => use.PreviewAsync(source.Id, default))).Value!, c => c is { Reference.Subject: "ticket", Gone: 1 });
        Assert.Null((await MergeAsync(source, target)).Refusal);

        Assert.Equal((target.Id, target.Id, target.Id), ((await App.LoadAsync<User>(person.Id)).StructureId, (await App.LoadAsync<Ticket>(ticket.Id)).StructureId, (await App.LoadAsync<Structure>(below.Id)).ParentId));
        var settings = await App.WithDbAsync(db => db.Set<SettingValue>().Where(v => v.StructureId == target.Id).ToDictionaryAsync(v => v.Code, v => v.Value));
        Assert.Equal(("9", "4"), (settings["tickets.CloseAfterDays"], settings["tickets.ReopenWithinDays"]));
        Assert.False(await App.WithDbAsync(db => db.Set<Structure>().AnyAsync(s => s.Id == source.Id)));
        Assert.True(await App.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == target.Id.ToString() && e.Detail!.Contains("ticket 1"))));
    }

    [Fact]
    public async Task What_cannot_be_merged_is_said()
    {
        App.User.Grant(OrganisationPermissions.ManageStructures, Scope.All);
        var (source, target) = (await AddAsync("Haut"), await AddAsync("Autre"));
        var below = await AddAsync("Bas", source.Id);
        await App.SaveAllAsync(new Site { StructureId = source.Id, Name = "Quai" }, new Site { StructureId = target.Id, Name = "Quai" });

        Assert.Equal(OrganisationRefusals.MergeIntoItself, (await MergeAsync(source, source)).Refusal?.Code);
        Assert.Equal(OrganisationRefusals.MergeIntoBelow, (await MergeAsync(source, below)).Refusal?.Code);
        Assert.Equal(Refusal.Conflict(OrganisationRefusals.SameSite, "Quai").Code, (await MergeAsync(source, target)).Refusal?.Code);
        Assert.Equal(Refusal.Stale, (await App.RunAsync((MergeStructures use) => use.RunAsync(new(below.Id, 7, target.Id), default))).Refusal);
    }

    private Task<Structure> AddAsync(string name, Guid? parent = null) => App.SaveAsync(Make.Structure(name, parent));

    private Task<Result> MergeAsync(Structure source, Structure target) => App.RunAsync((MergeStructures use) => use.RunAsync(new(source.Id, 1, target.Id), default));
}
