using System.Globalization;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Review;

/// <summary>GET /admin/access/export?format=xlsx|csv|pdf and the page's own filters: what the page shows, whole, in its order.</summary>
internal static class ReviewExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/admin/access/export", ExportAsync).RequireAuthorization(AccessPermissions.View);

    private static async Task<IResult> ExportAsync(
        HttpContext context, ReviewAccess review, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        var asked = query.Values.GetValueOrDefault("format") ?? "";
        if (ReportResults.FormatOf(asked) is not { } format) return ReportResults.Refused(texts, Refusal.Conflict("unknown-filter", "format", asked.CutTo(60)));

        var filter = ReviewFilter.Parse(query.With("format", null).FirstPage());
        if (filter.Failed) return ReportResults.Refused(texts, filter.Refusal);
        var exported = await review.ExportAsync(filter.Value, format.ToString(), query.With("format", null).FirstPage().ToString(), ct);
        if (exported.Failed) return ReportResults.Refused(texts, exported.Refusal);

        return ReportResults.Stream(new Report<ReviewLine>
        {
            Title = texts["Access.Review"],
            Organisation = exported.Value.Organisation,
            Columns = Columns(texts),
            Rows = exported.Value.Rows,
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, format);
    }

    private static ReportColumns<ReviewLine> Columns(TextCatalog texts) => new ReportColumns<ReviewLine>()
        .Text(texts["Access.Person"], l => l.Person, 1.8)
        .Text(texts["Access.UserName"], l => l.UserName, 1.8)
        .Text(texts["Access.Account"], l => texts[l.IsActive ? "Access.Active" : "Access.Inactive"], 1)
        .Text(texts["Access.What"], l => GivenWords.What(texts, l), 2)
        .Text(texts["Access.Where"], l => GivenWords.Where(texts, l), 1.8)
        .Text(texts["Access.Source"], l => GivenWords.Source(texts, l), 1.6)
        .Instant(texts["Access.From"], l => l.ValidFrom, 1.3)
        .Instant(texts["Access.To"], l => l.ValidTo, 1.3);
}

/// <summary>The words of a line, the same on the page and in the file.</summary>
internal static class GivenWords
{
    public static string What(TextCatalog texts, ReviewLine line) => line.RoleCode is { } role ? RoleWords.Of(texts, role, line.RoleName) : texts[$"Permission.{line.Permission}"];

    public static string Where(TextCatalog texts, ReviewLine line) =>
        line.Scope is { } scope ? texts.Of(scope) : Place(texts, line.Structure, line.WithSubStructures);

    public static string Place(TextCatalog texts, string? structure, bool withSub) =>
        structure is null ? texts["Access.ByRole"] : withSub ? texts.Format("Access.WithSub", structure) : texts.Format("Access.Alone", structure);

    public static string Source(TextCatalog texts, ReviewLine line) =>
        line.RoleCode is null ? texts["Access.Direct"] : line.Group is { } group ? texts.Format("Access.ByGroup", group) : texts["Access.Role"];
}
