using System.Net;
using System.Text.Json;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Api;

/// <summary>The resources of the kernel over HTTP: each works, narrows to one's reach, and refuses what is stale or wrong.</summary>
public sealed class ResourceTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    private static readonly string[] Administration =
        [UserPermissions.View, UserPermissions.Manage, UserPermissions.ManageGroups, OrganisationPermissions.ManageStructures, OrganisationPermissions.ManageSites, AccessPermissions.View, AccessPermissions.Assign];

    [Fact]
    public async Task A_person_is_added_changed_taken_out_of_use_and_put_back()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var body = new { displayName = "Nadia Tazi", email = $"nadia{Guid.CreateVersion7():N}@example.org", structureId = World.Structure, welcome = "later" };

        var added = await client.AskAsync("POST", "/users", body);
        var path = added.Headers.Location!.ToString()["/api/v1".Length..];   // every 201 has one
        var tag = Tag(added);
        var patched = await client.AskAsync("PATCH", path, new { skills = new[] { "Réseau" }, isAvailable = false }, ("If-Match", tag));
        var person = await ApiWeb.JsonAsync(patched);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (added.StatusCode, patched.StatusCode));
        Assert.Equal(("Nadia Tazi", "réseau", false), (person.GetProperty("displayName").GetString(), person.GetProperty("skills")[0].GetString(), person.GetProperty("isAvailable").GetBoolean()));
        Assert.Equal("412 stale", await client.AskAsync("PATCH", path, new { language = "en" }, ("If-Match", tag)).CodeAsync());
        Assert.Equal("428 api.precondition-required", await client.AskAsync("POST", $"{path}/deactivate", new { }).CodeAsync());
        Assert.Equal(["email"], Fields(await client.AskAsync("PATCH", path, new { email = "nobody" }, ("If-Match", Tag(patched)))));
        Assert.Equal(["skills[0]"], Fields(await client.AskAsync("PATCH", path, new { skills = new string?[] { null } }, ("If-Match", Tag(patched)))));
        Assert.Equal(["displayName"], Fields(await client.AskAsync("PATCH", path, new { displayName = (string?)null }, ("If-Match", Tag(patched)))));

        var left = await client.AskAsync("POST", $"{path}/deactivate", new { }, ("If-Match", Tag(patched)));
        Assert.Equal("deactivated", (await ApiWeb.JsonAsync(left)).GetProperty("state").GetString());
        Assert.Equal("invited", (await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/reactivate", null, ("If-Match", Tag(left))))).GetProperty("state").GetString());
        Assert.Equal("422 invalid", await client.AskAsync("POST", "/users", new { displayName = "Link", structureId = World.Structure, welcome = "link" }).CodeAsync());
    }

    [Fact]
    public async Task Whoever_administers_one_structure_knows_nothing_of_another()
    {
        var (here, there) = (await App.SaveAsync(Make.Structure("Ici")), await App.SaveAsync(Make.Structure("Là-bas")));
        var client = await App.ClientAsync(await LocalAsync(here));
        var (stranger, team, site) = (await App.SaveAsync(Make.User("Loin Dici", there.Id)), await App.SaveAsync(Make.Group("Équipe", there.Id)), await App.SaveAsync(Make.Site("Dépôt", there.Id)));
        var tag = ("If-Match", "\"1.0\"");

        foreach (var path in new[] { $"/users/{stranger.Id}", $"/groups/{team.Id}", $"/structures/{there.Id}", $"/sites/{site.Id}", $"/users/{stranger.Id}/roles", $"/groups/{team.Id}/roles", $"/users/{stranger.Id}/groups" })
            Assert.Equal((path, "404 not-found"), (path, await client.AskAsync("GET", path).CodeAsync()));
        foreach (var path in new[] { $"/users/{stranger.Id}", $"/groups/{team.Id}", $"/structures/{there.Id}", $"/sites/{site.Id}" })
            Assert.Equal((path, "404 not-found"), (path, await client.AskAsync("PATCH", path, new { }, tag).CodeAsync()));
        Assert.Equal("404 not-found", await client.AskAsync("POST", $"/users/{stranger.Id}/deactivate", new { }, tag).CodeAsync());
        Assert.Equal("404 not-found", await client.AskAsync("POST", $"/structures/{there.Id}/move", new { parentId = here.Id }, tag).CodeAsync());
        Assert.Equal("404 not-found", await client.AskAsync("POST", $"/sites/{site.Id}/use", new { isActive = false }, tag).CodeAsync());
        foreach (var list in new[] { "/users?limit=200", "/groups?limit=200", "/structures?limit=200", "/sites?limit=200", $"/structures?parent={there.Id}", $"/sites?structure={there.Id}" })
            Assert.DoesNotContain(there.Id.ToString(), await (await client.AskAsync("GET", list)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("403 forbidden", await client.AskAsync("POST", "/roles", new { name = "À moi" }).CodeAsync());
    }

    [Fact]
    public async Task A_group_takes_members_and_gives_them_back()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var person = await App.SaveAsync(Make.User());
        var added = await client.AskAsync("POST", "/groups", new { name = $"Nuit {Guid.CreateVersion7():N}", structureId = World.Structure });
        var path = $"/groups/{(await ApiWeb.JsonAsync(added)).GetProperty("id").GetGuid()}";

        foreach (var _ in new[] { 1, 2 }) Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("PUT", $"{path}/members/{person.Id}")).StatusCode);
        var read = await client.AskAsync("GET", path);
        Assert.Equal(person.Id, Assert.Single((await ApiWeb.JsonAsync(read)).GetProperty("members").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.NotEqual(Tag(added), Tag(read));   // what it tells has changed, though nobody edited it
        var renamed = await client.AskAsync("PATCH", path, new { name = $"Jour {Guid.CreateVersion7():N}" }, ("If-Match", Tag(added)));
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        Assert.Equal("412 stale", await client.AskAsync("POST", $"{path}/use", new { isActive = false }, ("If-Match", Tag(added))).CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"{path}/members/{person.Id}")).StatusCode);
        Assert.Equal("404 not-found", await client.AskAsync("DELETE", $"{path}/members/{person.Id}").CodeAsync());
        Assert.Equal(["name"], Fields(await client.AskAsync("POST", "/groups", new { name = "" })));
    }

    [Fact]
    public async Task A_role_is_made_given_taken_and_deleted()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var (person, other) = (await App.SaveAsync(Make.User()), await App.SaveAsync(Make.User()));
        var made = await client.AskAsync("POST", "/roles", new { name = "Astreinte", grants = new[] { new { permission = TicketPermissions.View, scope = "structure" } } });
        var path = made.Headers.Location!.ToString()["/api/v1".Length..];   // every 201 has one

        var given = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/holders", new { userId = person.Id, structureId = World.Structure }));
        Assert.Equal(HttpStatusCode.Created, (await client.AskAsync("POST", $"{path}/holders", new { userId = other.Id })).StatusCode);
        var held = (await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/users/{person.Id}/roles"))).GetProperty("items");
        var assignment = given.GetProperty("id").GetGuid();
        Assert.Equal(assignment, Assert.Single(held.EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal("404 not-found", await client.AskAsync("DELETE", $"/roles/Technician/holders/{assignment}").CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"{path}/holders/{assignment}")).StatusCode);

        var changed = await client.AskAsync("PATCH", path, new { requiresSecondFactor = true }, ("If-Match", Tag(made)));
        Assert.Equal("Astreinte", (await ApiWeb.JsonAsync(changed)).GetProperty("name").GetString());
        Assert.Equal("412 stale", await client.AskAsync("DELETE", path, null, ("If-Match", Tag(made))).CodeAsync());
        Assert.Equal("409 access.role-held", await client.AskAsync("DELETE", path, null, ("If-Match", Tag(changed))).CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"{path}?evenIfHeld=true", null, ("If-Match", Tag(changed)))).StatusCode);
        Assert.Equal("404 not-found", await client.AskAsync("GET", path).CodeAsync());
        Assert.Equal("422 invalid", await client.AskAsync("POST", "/roles", new { name = "Rien", grants = new[] { new { permission = "no.such.thing", scope = "all" } } }).CodeAsync());
    }

    [Fact]
    public async Task A_role_is_given_and_taken_with_dates_of_any_zone_by_whoever_may_give_and_not_look()
    {
        var (giver, person, role) = (Make.User("Léa Donne"), Make.User(), new Role { Code = $"gives-{Guid.CreateVersion7():N}", Name = $"Donne {Guid.CreateVersion7():N}" });
        await App.SaveAllAsync(giver, person, role);
        await App.SaveAllAsync(new Grant { RoleId = role.Id, Permission = AccessPermissions.Assign, Scope = Scope.All }, new RoleAssignment { RoleId = role.Id, UserId = giver.Id });
        var client = await App.ClientAsync(giver);
        var (from, to) = (App.Clock.Now.ToOffset(TimeSpan.FromHours(2)), App.Clock.Now.AddDays(3).ToOffset(TimeSpan.FromHours(-5)));

        var given = await client.AskAsync("POST", $"/roles/{role.Code}/holders", new { userId = person.Id, validFrom = from, validTo = to });

        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        var line = await ApiWeb.JsonAsync(given);
        Assert.Equal((from, to), (line.GetProperty("validFrom").GetDateTimeOffset(), line.GetProperty("validTo").GetDateTimeOffset()));
        Assert.Equal("409 access.already-held", await client.AskAsync("POST", $"/roles/{role.Code}/holders", new { userId = person.Id, validFrom = from.ToUniversalTime(), validTo = to.ToUniversalTime() }).CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"/roles/{role.Code}/holders/{line.GetProperty("id").GetGuid()}")).StatusCode);
        Assert.Equal("404 not-found", await client.AskAsync("POST", "/roles/no-such-role/holders", new { userId = person.Id }).CodeAsync());
        Assert.Equal("403 forbidden", await client.AskAsync("GET", $"/roles/{role.Code}").CodeAsync());
    }

    [Fact]
    public async Task Structures_and_sites_are_added_changed_moved_and_taken_out_of_use()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var above = await App.SaveAsync(Make.Structure("Au-dessus"));
        var added = await client.AskAsync("POST", "/structures", new { parentId = World.Structure, code = $"C{Guid.CreateVersion7():N}", name = "Agence neuve" });
        var structure = (await ApiWeb.JsonAsync(added)).GetProperty("id").GetGuid();
        var moved = await client.AskAsync("POST", $"/structures/{structure}/move", new { parentId = above.Id }, ("If-Match", Tag(added)));
        Assert.Equal("412 stale", await client.AskAsync("PATCH", $"/structures/{structure}", new { name = "Trop tard" }, ("If-Match", Tag(added))).CodeAsync());
        Assert.Equal("428 api.precondition-required", await client.AskAsync("POST", $"/structures/{structure}/move", new { parentId = above.Id }).CodeAsync());
        var below = (await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/structures?parent={above.Id}"))).GetProperty("items");
        Assert.Equal(structure, Assert.Single(below.EnumerateArray()).GetProperty("id").GetGuid());

        var site = await client.AskAsync("POST", "/sites", new { structureId = structure, name = "Dépôt neuf" });
        var path = $"/sites/{(await ApiWeb.JsonAsync(site)).GetProperty("id").GetGuid()}";
        var patched = await client.AskAsync("PATCH", path, new { address = "1, rue du Port" }, ("If-Match", Tag(site)));
        Assert.Equal("409 organisation.in-use", await client.AskAsync("POST", $"/structures/{structure}/use", new { isActive = false }, ("If-Match", Tag(moved))).CodeAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("POST", $"{path}/use", new { isActive = false }, ("If-Match", Tag(patched)))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("POST", $"/structures/{structure}/use", new { isActive = false }, ("If-Match", Tag(moved)))).StatusCode);
        Assert.Equal(["name"], Fields(await client.AskAsync("POST", "/sites", new { structureId = World.Structure, name = "" })));
    }

    [Fact]
    public async Task People_are_listed_page_by_page_with_the_filters_of_the_page()
    {
        var structure = await App.SaveAsync(Make.Structure("Liste"));
        foreach (var name in new[] { "Anne Un", "Bruno Deux", "Chloé Trois" }) await App.SaveAsync(Make.User(name, structure.Id));
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));

        var page = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/users?structure={structure.Id}&sort=name&limit=2&total=true&state=invited&hasSecondFactor=false"));
        var rest = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/users?structure={structure.Id}&sort=name&limit=2&state=invited&hasSecondFactor=false&cursor={page.GetProperty("next").GetString()}"));

        Assert.Equal(3, page.GetProperty("total").GetInt32());
        Assert.Equal(["Anne Un", "Bruno Deux", "Chloé Trois"], new[] { page, rest }.SelectMany(p => p.GetProperty("items").EnumerateArray()).Select(u => u.GetProperty("displayName").GetString()!));   // everybody has one
        Assert.Equal("422 invalid", await client.AskAsync("GET", "/users?state=asleep").CodeAsync());
    }

    [Fact]
    public async Task A_ticket_is_linked_and_deleted()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var (ticket, other) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        var path = $"/tickets/{ticket.Number}";

        var links = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"{path}/links", new { type = "blocks", number = other.Number }));
        var link = Assert.Single(links.GetProperty("items").EnumerateArray());
        Assert.Equal(("blocks", other.Number), (link.GetProperty("type").GetString(), link.GetProperty("number").GetString()));
        Assert.Equal("422 invalid", await client.AskAsync("POST", $"{path}/links", new { type = "likes", number = other.Number }).CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"{path}/links/{link.GetProperty("id").GetGuid()}")).StatusCode);

        var tag = ("If-Match", Tag(await client.AskAsync("GET", path)));
        Assert.Equal("428 api.precondition-required", await client.AskAsync("DELETE", $"{path}?reason=twice").CodeAsync());
        Assert.Equal(["reason"], Fields(await client.AskAsync("DELETE", path, null, tag)));
        Assert.Equal("412 stale", await client.AskAsync("DELETE", $"{path}?reason=twice", null, ("If-Match", "\"99\"")).CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.AskAsync("DELETE", $"{path}?reason=twice", null, tag)).StatusCode);
        Assert.Equal("404 not-found", await client.AskAsync("GET", path).CodeAsync());
        Assert.NotNull((await App.LoadAsync<Ticket>(ticket.Id)).DeletedAt);
    }

    /// <summary>An administrator of one structure alone.</summary>
    private async Task<User> LocalAsync(Structure here)
    {
        var (person, role) = (Make.User("Léa Ici", here.Id), new Role { Code = $"local-{Guid.CreateVersion7():N}", Name = $"Locale {Guid.CreateVersion7():N}" });
        await App.SaveAllAsync(person, role);
        await App.SaveAllAsync([.. Administration.Select(p => new Grant { RoleId = role.Id, Permission = p, Scope = Scope.Structure }), new RoleAssignment { RoleId = role.Id, UserId = person.Id }]);
        return person;
    }

    private static string Tag(HttpResponseMessage answer) => answer.Headers.ETag!.ToString();   // whatever can be changed has one

    private static IEnumerable<string> Fields(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return JsonDocument.Parse(answer.Content.ReadAsStream()).RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!);   // every error names one
    }
}
