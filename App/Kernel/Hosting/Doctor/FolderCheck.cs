using System.Runtime.CompilerServices;
using OpsFlux.Kernel.Hosting.Verbs;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The data folder: there, writable, roomy, and its secrets nobody else's to read.</summary>
internal sealed class FolderCheck : ICheck
{
    private const long Low = 2L << 30, TooLow = 256L << 20;

    /// <summary>Others may pass through the folder (PostgreSQL's account may have to), not look into it or write.</summary>
    private const UnixFileMode OthersLooking = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const UnixFileMode Others = OthersLooking | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var folder = context.DataFolder;
        if (!Directory.Exists(folder))
        {
            yield return Finding.Fine("Folder.NotYet", folder);
            yield break;
        }

        yield return await WriteAsync(folder, ct);
        yield return Room(folder);
        if ((File.GetUnixFileMode(folder) & OthersLooking) != 0) yield return Finding.Warning("Folder.Open", folder);
        foreach (var secret in Secrets(folder).Where(f => (File.GetUnixFileMode(f) & Others) != 0)) yield return Finding.Wrong("Folder.Secret", secret);
    }

    private static async Task<Finding> WriteAsync(string folder, CancellationToken ct)
    {
        var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
        try
        {
            await using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose);
            await file.WriteAsync(new byte[4096], ct);
            return Finding.Fine("Folder.Writable", folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong("Folder.NotWritable", folder, Environment.UserName, e.Message);
        }
    }

    private static Finding Room(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var gigabytes = free / (double)(1 << 30);
        return free < TooLow ? Finding.Wrong("Disk.Full", gigabytes) : free < Low ? Finding.Warning("Disk.Low", gigabytes) : Finding.Fine("Disk.Fine", gigabytes);
    }

    private static IEnumerable<string> Secrets(string folder)
    {
        var postgres = Path.Combine(folder, "postgres");
        var ofServer = Directory.Exists(postgres) ? Directory.EnumerateFiles(postgres, "*.secret") : [];
        return ofServer.Concat(Directory.EnumerateFiles(folder, "*-accounts.*"));
    }
}
