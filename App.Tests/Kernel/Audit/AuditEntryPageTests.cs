using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Audit.Pages;
using OpsFlux.Kernel.Audit.Reading;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

/// <summary>The page on a real database, in both languages.</summary>
public sealed class AuditEntryPageTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("fr", "Pour le compte de")]
    [InlineData("en", "On behalf of")]
    public async Task Whose_permission_an_act_rested_on_is_shown(string language, string label)
    {
        using var reader = new InLanguage(language);
        App.User.Grant(AuditPermissions.View, Scope.All);
        App.User.ActingFor = new(Guid.CreateVersion7(), "Paul Prêteur");
        var id = await App.RunAsync(async (IDbContextFactory<OpsFlux.Kernel.Data.AppDbContext> dbs) =>
        {
            await using var db = await dbs.CreateDbContextAsync();
            var added = AuditWriter.Add(db, AuditAction.Export, "probe", null, null);
            await db.SaveChangesAsync();
            return added;
        });
        await using var scope = App.Services.CreateAsyncScope();
        await using var context = new BunitContext();
        context.AddShell(App.User).Services.AddSingleton(scope.ServiceProvider.GetRequiredService<GetAuditEntry>());

        var page = context.Render<AuditEntryPage>(parameters => parameters.Add(p => p.Id, id));

        page.WaitForAssertion(() => Assert.Contains(label, page.FindAll("dt").Select(d => d.TextContent)));
        Assert.Contains(page.FindAll("dd"), d => d.TextContent.Contains("Paul Prêteur", StringComparison.Ordinal));
    }
}
