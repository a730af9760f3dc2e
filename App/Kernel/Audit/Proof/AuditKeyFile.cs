using System.Security.Cryptography;
using OpsFlux.Kernel.Data.Postgres;

namespace OpsFlux.Kernel.Audit.Proof;

/// <summary>Keeps the key in a file that only the application's account can read, and makes it where a log has none yet.</summary>
internal static class AuditKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string PathIn(IConfiguration configuration) =>
        configuration["Audit:KeyFile"] is { } path && !string.IsNullOrWhiteSpace(path) ? Path.GetFullPath(path) : Path.Combine(DataFolder.Resolve(configuration), "audit.key");

    /// <param name="hasSeals">Whether the log was begun with a key: then a new one would prove nothing of it.</param>
    /// <exception cref="StartupProblem">The file is lost or damaged.</exception>
    public static async Task<AuditKey> OpenAsync(string path, Func<Task<bool>> hasSeals, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            if (await hasSeals()) throw new StartupProblem("audit-key-missing", path);
            await CreateAsync(path, ct);
        }

        var text = (await File.ReadAllTextAsync(path, ct)).Trim();
        return text.Length == AuditKey.Length * 2 && text.All(char.IsAsciiHexDigit) ? new(Convert.FromHexString(text)) : throw new StartupProblem("audit-key-damaged", path);
    }

    /// <summary>On the disk before anything is hashed with it; of two processes that start together, one makes it.</summary>
    private static async Task CreateAsync(string path, CancellationToken ct)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var draft = $"{path}.{Environment.ProcessId}";
        File.Delete(draft);
        await using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(AuditKey.Length)) + "\n"), ct);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
