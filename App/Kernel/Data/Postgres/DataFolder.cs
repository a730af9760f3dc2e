namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>Where everything lives that the application keeps outside a configured database.</summary>
public static class DataFolder
{
    private const string System = "/var/lib/opsflux";

    /// <summary>
    /// <c>Data:Folder</c>; else the service's state folder (systemd's, or /var/lib/opsflux for root and for whoever may
    /// write it); else the user's own. An absolute path; the folder need not exist yet.
    /// </summary>
    public static string Resolve(IConfiguration configuration)
    {
        var configured = configuration["Data:Folder"];
        if (!string.IsNullOrWhiteSpace(configured)) return Path.GetFullPath(configured);

        // systemd may list several, separated by colons; ours is the first.
        var service = Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':')[0];
        if (!string.IsNullOrEmpty(service)) return service;

        return Environment.IsPrivilegedProcess || IsWritable(System) ? System : OfUser();
    }

    private static string OfUser() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "opsflux");

    private static bool IsWritable(string folder)
    {
        if (!Directory.Exists(folder)) return false;
        try
        {
            var probe = Path.Combine(folder, $".writable-{Environment.ProcessId}");
            using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
