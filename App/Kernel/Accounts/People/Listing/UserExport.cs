using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Listing;

/// <summary>GET /admin/users/export?format=xlsx|pdf|csv and the page's own filters: what the page shows, whole, in its order.</summary>
internal static class UserExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/admin/users/export", ExportAsync).RequireAuthorization(UserPermissions.View);

    private static async Task<IResult> ExportAsync(
        HttpContext context, ExportUsers export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        var asked = query.Values.GetValueOrDefault("format") ?? "";
        if (ReportResults.FormatOf(asked) is not { } format) return ReportResults.Refused(texts, Refusal.Conflict("unknown-filter", "format", asked.CutTo(60)));

        var filter = UserFilter.Parse(query.With("format", null).FirstPage());
        if (filter.Failed) return ReportResults.Refused(texts, filter.Refusal);
        var said = query.Values.Where(v => v.Key is "q" or "state" or "factor" or "source").Select(v => new ReportFilter(texts[$"People.Filter.{v.Key}"], v.Value)).ToList();
        var exported = await export.RunAsync(filter.Value, format.ToString(), query.With("format", null).FirstPage().ToString(), ct);
        if (exported.Failed) return ReportResults.Refused(texts, exported.Refusal);

        return ReportResults.Stream(new Report<UserRow>
        {
            Title = texts["People.Title"],
            Organisation = exported.Value.Organisation,
            Filters = said,
            Columns = Columns(texts),
            Rows = exported.Value.Rows,
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, format);
    }

    private static ReportColumns<UserRow> Columns(TextCatalog texts) => new ReportColumns<UserRow>()
        .Text(texts["People.Name"], u => u.DisplayName, 2)
        .Text(texts["People.UserName"], u => u.UserName, 2)
        .Text(texts["People.Email"], u => u.Email, 2.4)
        .Text(texts["People.Structure"], u => u.Structure, 1.8)
        .Text(texts["People.Roles"], u => PeopleWords.Roles(u.Roles, texts), 2)
        .Text(texts["People.State"], u => texts.Of(u.State), 1.2)
        .Text(texts["People.SecondFactor"], u => texts[u.HasSecondFactor ? "People.Yes" : "People.No"], 1)
        .Text(texts["People.Source"], u => texts.Of(u.Source), 1.2)
        .Text(texts["People.Language"], u => u.Language, 0.7)
        .Instant(texts["People.LastSignIn"], u => u.LastSignInAt, 1.6);
}
