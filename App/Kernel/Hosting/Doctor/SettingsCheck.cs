using System.Runtime.CompilerServices;
using OpsFlux.Kernel.Hosting.Verbs;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The address that links in mails lead to, and on which the safety of the sign-in cookie depends.</summary>
internal sealed class SettingsCheck : ICheck
{
    private const string Key = "Site:PublicUrl";

    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield return Judge(context.Configuration[Key]);
    }

    private static Finding Judge(string? configured)
    {
        if (string.IsNullOrWhiteSpace(configured)) return Finding.Fine("Site.NotSet");
        if (!Uri.TryCreate(configured, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) return Finding.Wrong("Site.Invalid", configured);
        return url.Scheme == "http" && !url.IsLoopback ? Finding.Warning("Site.Plain", configured) : Finding.Fine("Site.Set", configured);
    }
}
