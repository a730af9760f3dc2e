using System.Globalization;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>What a running server, or one that was killed, left in <c>postmaster.pid</c>.</summary>
/// <param name="Pid">Of the server's first process; after a reboot perhaps somebody else's.</param>
/// <param name="Started">Seconds since 1970, as text; with the pid it identifies one life of the server.</param>
/// <param name="SocketFolder">Where this server listens, which a later start may choose differently.</param>
/// <param name="SharedMemoryId">Null while the server is just starting.</param>
internal sealed record PidFile(int Pid, string Started, string SocketFolder, int? SharedMemoryId)
{
    /// <summary>Null when there is none, or it is being written.</summary>
    public static PidFile? Read(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length < 5 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)) return null;
            return new PidFile(pid, lines[2], lines[4], lines.Length > 6 ? SecondNumber(lines[6]) : null);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int? SecondNumber(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && int.TryParse(words[1], CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
