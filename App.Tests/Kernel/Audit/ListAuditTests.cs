using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Audit.Reading;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

public sealed class ListAuditTests(AuditApp app) : AppTests<AuditApp>(app)
{
    [Fact]
    public async Task The_log_takes_its_own_permission_over_everything()
    {
        Assert.Equal(Refusal.Forbidden, (await ReadAsync("")).Refusal);

        App.User.Grant(AuditPermissions.View, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await ReadAsync("")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetAuditState use) => use.RunAsync(default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetAuditEntry use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal);
        Assert.Empty((await App.RunAsync((ListAudit use) => use.ChoicesAsync(default))).Subjects);
    }

    [Fact]
    public async Task Newest_first_by_pages_each_entry_once()
    {
        App.User.Grant(AuditPermissions.View, Scope.All);
        var person = await App.SaveAsync(Make.User("Nadia Tazi"));
        App.User.As(person);
        App.User.Correlation = Guid.CreateVersion7().ToString("N");
        foreach (var number in Enumerable.Range(0, 7))
        {
            App.Clock.Advance(TimeSpan.FromMinutes(number % 2));   // instants in pairs
            await DoneAsync(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var seen = new List<AuditLine>();
        for (string? after = ""; after is not null;)
        {
            var page = (await App.RunAsync((ListAudit use) => use.RunAsync(Filter($"?actor={person.Id}{(after.Length > 0 ? $"&after={after}" : "")}"), 3, default))).Value!;   // granted
            seen.AddRange(page.Rows);
            after = page.Next;
        }

        Assert.Equal(7, seen.Select(s => s.Id).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(s => s.At).Select(s => s.At), seen.Select(s => s.At));
    }

    [Fact]
    public async Task Each_filter_finds_what_it_says()
    {
        App.User.Grant(AuditPermissions.View, Scope.All);
        App.User.Correlation = Guid.CreateVersion7().ToString("N");
        App.Clock.Now = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);
        var ticket = await App.SaveAsync(Make.Ticket());
        await DoneAsync("accès à la vidéothèque");

        Assert.Contains(await LinesAsync($"?record={ticket.Id}"), a => a.Action == AuditAction.Create && a.Detail == ticket.Number);
        Assert.Single(await LinesAsync($"?q={ticket.Id}"));
        Assert.Single(await LinesAsync($"?q={ticket.Number}"));
        Assert.Single(await LinesAsync("?q=videotheque"));
        Assert.Single(await LinesAsync($"?q={App.User.Correlation}"));
        Assert.Single(await LinesAsync($"?correlation={App.User.Correlation}&action=Export"));
        Assert.Empty(await LinesAsync($"?correlation={App.User.Correlation}&action=Delete,SignIn"));
        Assert.Contains(await LinesAsync("?subject=ticket&from=2026-10-05&to=2026-10-05"), a => a.SubjectId == ticket.Id.ToString());
        Assert.DoesNotContain(await LinesAsync("?to=2026-10-04"), a => a.SubjectId == ticket.Id.ToString());
        Assert.Empty(await LinesAsync($"?record={ticket.Id}&from=2026-10-06"));
    }

    [Fact]
    public async Task Whose_permission_an_act_rested_on_is_told()
    {
        App.User.Grant(AuditPermissions.View, Scope.All);
        App.User.Correlation = Guid.CreateVersion7().ToString("N");
        await DoneAsync("de soi-même");
        App.User.ActingFor = new(Guid.CreateVersion7(), "Paul Prêteur");
        await DoneAsync("par délégation");

        var lines = await LinesAsync($"?correlation={App.User.Correlation}");

        Assert.Equal([("de soi-même", null), ("par délégation", "Paul Prêteur")], lines.Select(l => (l.Detail!, l.ActingForName)).Order());
    }

    [Theory]
    [InlineData("?action=Anything", "action")]
    [InlineData("?action=1", "action")]
    [InlineData("?actor=alice", "actor")]
    [InlineData("?from=05/10/2026", "from")]
    [InlineData("?after=x~1", "after")]
    [InlineData("?sort=at", "sort")]
    public void What_is_no_filter_is_refused_by_name(string address, string name)
    {
        var refused = AuditFilter.Parse(ListQuery.Parse(address));

        Assert.Equal(("audit.unknown-filter", name), (refused.Refusal?.Code, refused.Refusal?.Arguments[0]));
    }

    [Fact]
    public async Task An_entry_shows_its_values_side_by_side_with_names_and_its_record()
    {
        App.User.Grant(AuditPermissions.View, Scope.All).Grant(TicketPermissions.View, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket("Écran noir"));
        var id = (await LinesAsync($"?record={ticket.Id}")).Single().Id;

        var view = (await App.RunAsync((GetAuditEntry use) => use.RunAsync(id, default))).Value!;   // granted

        Assert.Equal(new AuditDifference("Title", null, "Écran noir"), view.Differences.Single(d => d.Property == "Title"));
        Assert.Equal("Alice Martin", view.Differences.Single(d => d.Property == "RequesterId").After);
        Assert.Equal("Siège", view.Differences.Single(d => d.Property == "StructureId").After);
        Assert.Equal(ticket.Number, view.Record?.Number);

        App.User.Revoke(TicketPermissions.View).As(Guid.CreateVersion7());
        Assert.Null((await App.RunAsync((GetAuditEntry use) => use.RunAsync(id, default))).Value!.Record);   // granted, and the record is not
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetAuditEntry use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal);
    }

    [Fact]
    public async Task The_head_of_the_page_tells_how_far_the_log_is_proved()
    {
        App.User.Grant(AuditPermissions.View, Scope.All);
        await App.SealAllAsync();
        await App.RunAsync((OpsFlux.Kernel.Audit.Verifying.VerifyAuditJob job) => job.RunAsync(default));

        var state = (await App.RunAsync((GetAuditState use) => use.RunAsync(default))).Value!;   // granted

        Assert.True(state is { Seal: > 0, Unsealed: > 0, Findings: 0, SealedAt: not null }, state.ToString());
        Assert.Equal(App.Clock.Now, state.VerifiedAt);
    }

    [Fact]
    public async Task An_export_holds_what_the_page_shows_and_is_in_the_log_itself()
    {
        App.User.Grant(AuditPermissions.View, Scope.All);
        Assert.Equal(Refusal.Forbidden, (await ExportAsync("")).Refusal);
        App.User.Grant(AuditPermissions.Export, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        var count = await App.RunAsync(async (ExportAudit use) => await (await use.RunAsync(Filter($"?record={ticket.Id}"), "Csv", "filtre", default)).Value!.Rows.CountAsync());   // granted

        Assert.Equal(1, count);
        Assert.Single(await LinesAsync("?action=Export&subject=audit"), a => a.Detail == "Csv, 1: filtre");
    }

    private Task<Result<ExportedAudit>> ExportAsync(string address) => App.RunAsync((ExportAudit use) => use.RunAsync(Filter(address), "Csv", "", default));

    private Task DoneAsync(string detail) => App.RunAsync((Microsoft.EntityFrameworkCore.IDbContextFactory<OpsFlux.Kernel.Data.AppDbContext> dbs) => AuditedAsync(dbs, detail));

    private static async Task AuditedAsync(Microsoft.EntityFrameworkCore.IDbContextFactory<OpsFlux.Kernel.Data.AppDbContext> dbs, string detail)
    {
        await using var db = await dbs.CreateDbContextAsync();
        AuditWriter.Add(db, AuditAction.Export, "probe", null, detail);
        await db.SaveChangesAsync();
    }

    private async Task<IReadOnlyList<AuditLine>> LinesAsync(string address) => (await ReadAsync(address)).Value!.Rows;   // granted

    private Task<Result<ListPage<AuditLine>>> ReadAsync(string address) => App.RunAsync((ListAudit use) => use.RunAsync(Filter(address), 50, default));

    private static AuditFilter Filter(string address) => AuditFilter.Parse(ListQuery.Parse(address)).Value!;   // addresses of these tests are good
}
