using System.Security.Cryptography;
using System.Text;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Where the unix socket stands: beside the cluster, or in a short folder where that path cannot serve.</summary>
internal static class SocketFolder
{
    /// <summary>A socket's path holds 107 bytes, of which "/.s.PGSQL.5432.lock" takes 19.</summary>
    private const int LongestFolder = 107 - 19;

    /// <summary>Same answer for every process of a folder: it depends neither on the session nor on its environment.</summary>
    public static string For(string root)
    {
        var beside = Path.Combine(root, "run");
        if (Encoding.UTF8.GetByteCount(beside) <= LongestFolder && beside.All(IsPlain)) return beside;

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16];
        var parent = Environment.IsPrivilegedProcess ? "/run" : "/tmp";
        return $"{parent}/opsflux-{hash}";
    }

    /// <summary>A comma separates hosts in a connection string and folders in PostgreSQL's settings; quotes have meanings too.</summary>
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ' ';
}
