using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Configuration;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Architecture;

public sealed class TypeTests(TestApp app) : AppTests(app)
{
    private static readonly Type[] Ours = [.. typeof(IModule).Assembly.GetTypes(), .. typeof(TicketPermissions).Assembly.GetTypes()];

    [Fact]
    public void Types_have_names_of_the_trade()
    {
        Assert.Empty(TypeRules.Unnamed(Ours));
        Assert.Equal([nameof(OrderManager)], TypeRules.Unnamed([typeof(OrderManager), typeof(TypeTests)]));
    }

    [Fact]
    public void Every_page_names_its_door()
    {
        Assert.Empty(TypeRules.PagesWithoutDoor(Ours, App.Catalog.PermissionCodes));
        Assert.Equal(
            [nameof(DoorlessPage), nameof(MisspeltPage), nameof(UndecidedPage)],
            TypeRules.PagesWithoutDoor([typeof(DoorlessPage), typeof(MisspeltPage), typeof(UndecidedPage)], App.Catalog.PermissionCodes));
    }

    [Fact]
    public async Task Every_endpoint_names_its_door()
    {
        await using var web = WebHosting.Build(new ConfigurationBuilder().AddInMemoryCollection().Build(), App.Connections, App.Catalog);
        var endpoints = ((IEndpointRouteBuilder)web).DataSources.SelectMany(s => s.Endpoints).ToList();

        Assert.Empty(TypeRules.EndpointsWithoutDoor(endpoints, App.Catalog.PermissionCodes));
        Assert.Contains(endpoints.OfType<RouteEndpoint>(), e => e.RoutePattern.RawText == "/health");
        Assert.NotEmpty(TypeRules.EndpointsWithoutDoor([Doorless()], App.Catalog.PermissionCodes));
    }

    [Fact]
    public async Task No_key_leads_from_one_module_to_another()
    {
        Assert.Empty(await App.WithDbAsync(db => Task.FromResult(TypeRules.KeysAcrossModules(db.Model).ToList())));
        Assert.Equal(["Repair → Machine"], TypeRules.KeysAcrossModules(Crossing()));
    }

    [Fact]
    public void Every_use_case_and_record_is_sealed() =>
        Assert.All(
            Ours.Where(t => t is { IsClass: true, IsAbstract: false } && (t.IsAssignableTo(typeof(IUseCase)) || t.IsSubclassOf(typeof(OpsFlux.Kernel.Records.BusinessRecord)))),
            type => Assert.True(type.IsSealed, type.Name));

    [Fact]
    public void Permissions_belong_to_their_module() =>
        Assert.All(App.Catalog.Modules, module => Assert.All(
            new ModuleCatalog([module]).PermissionCodes.Except(new ModuleCatalog([]).PermissionCodes), code => Assert.Matches($@"^{module.Code}\.[a-z-]+\.[a-z-]+$", code)));

    [Fact]
    public void Every_step_asks_for_a_declared_permission() =>
        Assert.All(App.Catalog.Workflows.SelectMany(w => w.Edges), edge => Assert.Contains(edge.Permission, App.Catalog.PermissionCodes));

    private static RouteEndpoint Doorless() => new(_ => Task.CompletedTask, RoutePatternFactory.Parse("/bad"), 0, EndpointMetadataCollection.Empty, "bad");

    private static IReadOnlyModel Crossing()
    {
        var builder = new ModelBuilder();
        builder.Entity<Machine>().ToTable("machines", "assets");
        builder.Entity<Repair>().ToTable("repairs", "maintenance").HasOne<Machine>().WithMany().HasForeignKey(r => r.MachineId);
        return builder.FinalizeModel();
    }

    private sealed class Machine
    {
        public Guid Id { get; init; }
    }

    private sealed class Repair
    {
        public Guid Id { get; init; }
        public Guid MachineId { get; init; }
    }

    public sealed class OrderManager;

    [Route("/doorless")]
    private sealed class DoorlessPage;

    [Route("/misspelt")]
    [Authorize(Policy = "tickets.veiw.ticket")]
    private sealed class MisspeltPage;

    [Route("/undecided")]
    [Authorize(Policy = AccessPolicies.SignedIn)]
    [AllowAnonymous]
    private sealed class UndecidedPage;
}
