using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using OpsFlux.Kernel.Accounts.Directory;
using OpsFlux.Kernel.Accounts.Directory.Ldap;
using OpsFlux.Kernel.Hosting.Verbs;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The directory of <c>Directory:Url</c>: reachable, trusted, lets us search, has the base.</summary>
internal sealed class DirectoryCheck : ICheck
{
    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var settings = DirectorySettings.Read(context.Configuration);
        if (!settings.IsWanted)
        {
            yield return Finding.Fine("Directory.NotSet");
            yield break;
        }

        if (settings is not { IsOn: true, Server: { } server })
        {
            yield return Finding.Wrong("Directory.Unreadable", string.Join(", ", settings.Missing.Concat(settings.Wrong)));
            yield break;
        }

        if (server.Security is LdapSecurity.None) yield return Finding.Warning("Directory.InClear", server.Host, server.Port);
        var client = new DirectoryClient(settings, new DirectoryBreaker(TimeProvider.System), TimeProvider.System, NullLogger<DirectoryClient>.Instance);
        yield return await client.CheckAsync(ct) is { } e
            ? Finding.Wrong($"Directory.{e.Problem}", server.Host, server.Port, e.Message)
            : Finding.Fine("Directory.Fine", server.Host, server.Port, settings.BaseDn);
    }
}
