using System.Globalization;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Audit.Verifying;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>
/// <c>audit verify [--from yyyy-MM-dd] [--to yyyy-MM-dd]</c>: proves the log against its seals and names what is wrong with
/// it; 1 when something is. <c>audit seal</c>: seals now, such as before a backup. Days are those of UTC, both included.
/// </summary>
internal sealed class AuditVerb : IVerb
{
    public string Name => "audit";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var arguments = context.Arguments;
        if (arguments.UnknownAmong("from", "to") is { } unknown) return await context.MisusedAsync("Option.Unknown", unknown);
        if (arguments.Positional is ["seal"] && !arguments.Has("from") && !arguments.Has("to"))
            return await context.WithServicesAsync(services => SealAsync(context, services.GetRequiredService<SealAudit>(), ct), ct);
        if (arguments.Positional is not ["verify"]) return await context.MisusedAsync("Audit.Usage");
        if (!TryDay(arguments.Value("from"), arguments.Has("from"), out var from) || !TryDay(arguments.Value("to"), arguments.Has("to"), out var to))
            return await context.MisusedAsync("Audit.Usage");
        return await context.WithServicesAsync(services => VerifyAsync(context, services.GetRequiredService<VerifyAudit>(), from, to?.AddDays(1), ct), ct);
    }

    private static async Task<int> SealAsync(VerbContext context, SealAudit seal, CancellationToken ct)
    {
        await context.Output.WriteLineAsync(HostingText.Get("Audit.Sealed", await seal.RunAsync(ct)));
        return 0;
    }

    private static async Task<int> VerifyAsync(VerbContext context, VerifyAudit verify, DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct)
    {
        var verdict = await verify.RunAsync(from, to, finding => context.Output.WriteLineAsync(Describe(finding)), ct);
        if (verdict.Dropped > 0) await context.Output.WriteLineAsync(HostingText.Get("Audit.Dropped", verdict.Dropped, verdict.DroppedBefore ?? default));
        if (verdict.Emptied > 0) await context.Output.WriteLineAsync(HostingText.Get("Audit.Emptied", verdict.Emptied));
        await context.Output.WriteLineAsync(verdict.IsProved
            ? HostingText.Get("Audit.Proved", verdict.Seals, verdict.Entries, verdict.NotYetSealed)
            : HostingText.Get("Audit.Refuted", verdict.Findings, verdict.Seals, verdict.Entries));
        return verdict.IsProved ? 0 : 1;
    }

    /// <summary>One line: what, where, which, when, of what.</summary>
    private static string Describe(AuditFinding finding)
    {
        var where = finding.Seal is { } seal ? HostingText.Get("Audit.InSeal", seal) : null;
        var at = finding.At?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        return string.Join(" · ", new[] { HostingText.Get($"Audit.{finding.Kind}"), where, finding.EntryId?.ToString(), at, finding.Subject }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static bool TryDay(string? text, bool isGiven, out DateTimeOffset? day)
    {
        var read = DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        day = read ? parsed : null;
        return read || !isGiven;
    }
}
