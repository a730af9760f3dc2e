using System.Text.RegularExpressions;

namespace OpsFlux.Tests.Architecture;

/// <summary>Who may know whom, and what is written nowhere.</summary>
internal static class SourceRules
{
    public static readonly SourceRule[] All =
    [
        new("The kernel knows no module",
            f => f.Path.StartsWith("App/Kernel/", StringComparison.Ordinal),
            _ => new(@"\bOpsFlux\.(Modules|Shared\.(?!Kernel\b))\w*"),
            new("App/Kernel/Data/Bad.cs", "using OpsFlux.Modules.Tickets.Domain;")),

        new("The kernel knows no contract of a module",
            f => f.Path.StartsWith("App/Kernel/", StringComparison.Ordinal),
            _ => new(@"(?<!\bRandom\.)\bShared\.(?!Kernel\b)\w+"),
            new("App/Kernel/Data/Bad.cs", "using OpsFlux.Shared.Tickets;")),

        new("Domain folders know neither EF nor ASP.NET",
            f => f.IsIn("Domain"),
            _ => new(@"\bMicrosoft\.(EntityFrameworkCore|AspNetCore)|\bNpgsql|\bOpsFlux\.Kernel\.(Data|Web|Hosting)\b"),
            new("App/Modules/Tickets/Domain/Bad.cs", "using Microsoft.EntityFrameworkCore;")),

        new("Components know no database",
            f => f.Path.EndsWith(".razor", StringComparison.Ordinal) || f.Path.EndsWith(".razor.cs", StringComparison.Ordinal)
                || f.IsIn("Pages") || f.IsIn("Components") || f.IsIn("Shell"),
            _ => new(@"\bAppDbContext\b|\bIDbContextFactory\b|\bDbSet<|\bMicrosoft\.EntityFrameworkCore\b|\bNpgsql\b"),
            new("App/Modules/Tickets/Pages/Bad.razor", "@inject IDbContextFactory<AppDbContext> Dbs")),

        new("Of other modules only Public is used",
            f => f.Module is not null,
            f => new($@"\bModules\.(?!{f.Module}\b)[A-Z]\w+\.(?!Public\b)\w+"),
            new("App/Modules/Tickets/UseCases/Bad.cs", "using OpsFlux.Modules.Assets.Domain;")),

        new("Contracts depend on the base class library alone",
            f => f.Path.StartsWith("Shared/", StringComparison.Ordinal),
            _ => new(@"\busing (?!System\b|OpsFlux\.Shared\b)\S+"),
            new("Shared/Tickets/Bad.cs", "using Microsoft.AspNetCore.Http;")),

        new("Business records are read through AllowedTo",
            f => f.IsIn("UseCases") || f.IsIn("Reports") || f.IsIn("Api") || f.IsIn("Pages"),
            _ => new($@"\bSet<({string.Join('|', Records)})>\(\)(?!\s*(\.AsNoTracking\(\)\s*)?\.AllowedTo\()"),
            new("App/Modules/Tickets/UseCases/Bad.cs", "db.Set<Ticket>().Where(t => t.Id == id)"))
        {
            Except = new Dictionary<string, string>
            {
                ["App/Modules/Tickets/UseCases/RouteTicket.cs"] = "counts how much the candidates have to do; no ticket is shown",
                ["App/Modules/Maintenance/Interventions/UseCases/InterventionEffects.cs"] = "counts the other work on what is locked; no intervention is shown",
            },
        },

        new("Ready markup comes from what encodes it",
            _ => true,
            _ => new(@"\bMarkupString\b|\bAddMarkupContent\b"),
            new("App/Modules/Tickets/Pages/Bad.razor", "@((MarkupString)ticket.Description)"))
        {
            Except = new Dictionary<string, string>
            {
                ["App/Kernel/Web/Components/Markdown.razor"] = "what SafeMarkdown made",
                ["App/Kernel/Mail/Composing/MailExcerpt.razor"] = "what SafeMarkdown made, dressed for mail programs",
                ["App/Kernel/Web/Components/Icon.cs"] = "drawings of our own, looked up by name",
                ["App/Kernel/Web/Components/Marks.cs"] = "signs of lists, every text encoded: a component per cell is what fills a server",
                ["App/Kernel/Reports/Pdf/ReportPage.razor"] = "the style sheet of a printed page",
            },
        },

        new("Nothing is left for later, hidden, or bound to one machine",
            _ => true,
            _ => new(@"\bTODO\b|\bFIXME\b|\bNotImplementedException\b|#region\b|\basync void\b|\blorem ipsum\b|[""' ]/(work|home|root)/", RegexOptions.IgnoreCase),
            new("App/Kernel/Data/Bad.cs", "throw new NotImplementedException();")),
    ];

    private static IEnumerable<string> Records => typeof(OpsFlux.Kernel.Records.BusinessRecord).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(OpsFlux.Kernel.Records.BusinessRecord))).Select(t => t.Name);

    /// <summary>Modules in use before they stand in the list: asking is upwards only.</summary>
    public static IEnumerable<string> OutOfOrder(IReadOnlyList<string> modules, IEnumerable<SourceFile> files) =>
        from file in files
        where file.Module is not null
        from later in modules.SkipWhile(m => m != file.Module).Skip(1)
        where Regex.IsMatch(file.Text, $@"\bModules\.{later}\b")
        select $"{file.Path}: {later} stands below {file.Module}";
}
