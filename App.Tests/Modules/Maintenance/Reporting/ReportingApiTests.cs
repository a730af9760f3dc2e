using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>Report, signatures and rating for programs, and what one client's program sees of another's work.</summary>
public sealed class ReportingApiTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task A_clients_program_reads_signatures_and_rates()
    {
        var (structure, _) = await App.ClientAsync();
        var (other, _) = await App.ClientAsync();
        var (mine, theirs) = (await OverAsync(structure.Id), await OverAsync(other.Id));
        await App.SaveAsync(new InterventionSignature { InterventionId = mine.Id, Party = SignatureParty.Client, Name = "Nadia Berrada", Strokes = "1 2 3 4", SignedAt = App.Clock.Now, SignedBy = World.Alice });
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Client, structure.Id));

        var signatures = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/interventions/{mine.Number}/signatures"));
        Assert.Equal("M1 2L3 4", signatures.GetProperty("items")[0].GetProperty("path").GetString());
        Assert.Equal("404 not-found", await client.AskAsync("GET", $"/interventions/{mine.Number}/rating").CodeAsync());
        Assert.Equal("422 invalid", await client.AskAsync("PUT", $"/interventions/{mine.Number}/rating", new { score = 9 }).CodeAsync());
        for (var i = 0; i < 2; i++) Assert.Equal(System.Net.HttpStatusCode.NoContent, (await client.AskAsync("PUT", $"/interventions/{mine.Number}/rating", new { score = 5, comment = "Merci" })).StatusCode);
        Assert.Equal(5, (await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/interventions/{mine.Number}/rating"))).GetProperty("score").GetInt32());
        Assert.Equal("404 not-found", await client.AskAsync("GET", $"/interventions/{mine.Number}/report").CodeAsync());   // none is made for what was brought from elsewhere

        foreach (var path in new[] { "report", "signatures", "rating" }) Assert.Equal("404 not-found", await client.AskAsync("GET", $"/interventions/{theirs.Number}/{path}").CodeAsync());
        Assert.Equal("404 not-found", await client.AskAsync("PUT", $"/interventions/{theirs.Number}/rating", new { score = 1 }).CodeAsync());
        var technician = await App.ClientAsync(await App.AddPersonAsync());
        Assert.Equal("403 forbidden", await technician.AskAsync("PUT", $"/interventions/{mine.Number}/rating", new { score = 1 }).CodeAsync());
    }

    private async Task<Intervention> OverAsync(Guid structure) => await App.SaveAsync(Intervention.Replay(
        new() { Title = "Fuite sur le vérin", Type = InterventionType.Corrective }, World.Alice, structure, App.Clock.Now.AddDays(-2), App.Clock.Now.AddDays(-1), "Réparé"));
}
