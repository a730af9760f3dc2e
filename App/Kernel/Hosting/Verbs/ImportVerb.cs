using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>
/// Imports a file by a profile that a module declared. Lists the damaged rows; the last line always counts records created,
/// changed and unchanged, and rows refused.
/// </summary>
internal sealed class ImportVerb : IVerb
{
    private static readonly string[] Valued = ["profile", "zone", "structure"];

    public string Name => "import";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var arguments = context.Arguments;
        if (Wrong(arguments) is { } wrong) return await UsageAsync(context, wrong);
        if (arguments.Positional is not [var kind, var file] || arguments.Value("profile") is not { } profile) return await UsageAsync(context, null);
        var declared = context.Catalog.Imports.SingleOrDefault(i => i.Kind == kind && i.Profile == profile);
        if (declared is null) return await UsageAsync(context, ImportText.Get("Arguments.UnknownProfile", kind, profile));
        var zoneId = arguments.Value("zone") ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone)) return await UsageAsync(context, ImportText.Get("Arguments.UnknownZone", zoneId));

        var request = new ImportRequest(
            kind, profile, Path.GetFileName(file), zone, arguments.Value("structure"), arguments.Has("dry-run"), arguments.Has("skip-bad"));
        await using var stream = Open(file, out var reason);
        if (stream is null) return await UsageAsync(context, ImportText.Get("Report.Unreadable", reason));
        return await context.WithServicesAsync(services => ImportAsync(services, declared, request, stream, context.Output, ct), ct);
    }

    private static FileStream? Open(string file, out string reason)
    {
        reason = "";
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = e.Message;
            return null;
        }
    }

    private static string? Wrong(VerbArguments arguments)
    {
        if (arguments.UnknownAmong([.. Valued, "dry-run", "skip-bad"]) is { } unknown) return ImportText.Get("Arguments.UnknownOption", unknown);
        return Valued.FirstOrDefault(v => arguments.Has(v) && string.IsNullOrEmpty(arguments.Value(v))) is { } empty ? ImportText.Get("Arguments.NoValue", empty) : null;
    }

    private static async Task<int> UsageAsync(VerbContext context, string? wrong)
    {
        if (wrong is not null) await context.Output.WriteLineAsync(wrong);
        var known = string.Join(", ", context.Catalog.Imports.Select(i => $"{i.Kind} --profile {i.Profile}"));
        await context.Output.WriteLineAsync(ImportText.Get("Arguments.Usage", known));
        return 2;
    }

    private static async Task<int> ImportAsync(
        IServiceProvider services, ImportDeclaration declared, ImportRequest request, Stream file, TextWriter output, CancellationToken ct)
    {
        var profile = (IImportProfile)services.GetRequiredService(declared.ProfileType);
        var imported = await services.GetRequiredService<Importer>().RunAsync(profile, request, file, ct);
        var report = imported.Failed ? new() : imported.Value;
        if (imported.Failed) await output.WriteLineAsync(ImportText.Of(imported.Refusal));
        foreach (var line in Lines(report, request)) await output.WriteLineAsync(line);

        var counts = report.Counts;
        var texts = services.GetRequiredService<TextCatalog>();
        await output.WriteLineAsync(texts.Format($"Import.{request.Kind}.Done", counts.Created, counts.Changed, counts.Unchanged, report.RefusedRows));
        if (imported.Failed) return imported.Refusal.Code == "import.unknown-structure" ? 2 : 1;
        return report.RefusedRows > 0 && !request.SkipBad ? 1 : 0;
    }

    private static IEnumerable<string> Lines(ImportReport report, ImportRequest request)
    {
        foreach (var error in report.Errors) yield return ImportText.Of(error);
        if (report.ErrorCount > report.Errors.Count) yield return ImportText.Get("Report.More", report.ErrorCount - report.Errors.Count);
        if (report.RefusedRows > 0 && !request.SkipBad) yield return ImportText.Get("Report.NothingImported");
        else if (request.DryRun) yield return ImportText.Get("Report.DryRun");
    }
}
