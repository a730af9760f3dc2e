using System.Net.Sockets;
using Npgsql;

namespace OpsFlux.Kernel.Web;

/// <summary>Tells a database that does not answer, which passes by itself, from a mistake of ours, which does not.</summary>
internal static class DatabaseOutage
{
    public static bool Is(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
            if (e is PostgresException { SqlState: var state } ? IsEnding(state) : e is NpgsqlException { IsTransient: true } or SocketException) return true;
        return false;
    }

    /// <summary>Class 08 is the connection's, 57P01 to 57P03 a server that stops, crashed or starts, 53 one out of connections or memory.</summary>
    private static bool IsEnding(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal) || state is "57P01" or "57P02" or "57P03";
}
