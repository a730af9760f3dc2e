using System.Diagnostics;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Uploads;

/// <summary>A disk that is soon full; gone when disposed.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(int megabytes)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"opsflux-disk-{Guid.CreateVersion7():n}");
        Directory.CreateDirectory(Path);
        if (!TryMount(Path, megabytes)) throw new InvalidOperationException("The disk could not be mounted");
    }

    public string Path { get; }

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    public static bool TryMount(string path, int megabytes) => Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) == 0;

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;   // both are part of any system
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A test on a disk of its own, which only root may mount and some containers forbid; skipped, saying so, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmpfsFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsPossible = new(() =>
    {
        if (!Environment.IsPrivilegedProcess) return false;
        try
        {
            using var disk = new SmallDisk(megabytes: 1);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });

    public TmpfsFactAttribute()
    {
        if (!IsPossible.Value) Skip = "A small disk cannot be mounted here: run deploy/test.sh as root, outside a container that forbids it.";
    }
}
