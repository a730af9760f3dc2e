using System.Globalization;
using System.Runtime.InteropServices;

namespace OpsFlux.Kernel.Reports.Printing;

/// <summary>
/// The unprivileged account a root process prints as. Chromium refuses to run as root with its sandbox, and a browser
/// that reads what users wrote shall not be root anyway.
/// </summary>
internal sealed partial record PrintAccount(uint UserId, uint GroupId)
{
    private const string SetPriv = "/usr/bin/setpriv";

    /// <summary>Null where nothing has to be dropped.</summary>
    public static PrintAccount? For(PdfOptions options)
        => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? Named(options.User) : null;

    /// <summary>setpriv opens no session, starts no shell and keeps the process id.</summary>
    public string[] Command(string program) =>
    [
        SetPriv, $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--inh-caps=-all", "--no-new-privs", "--", program,
    ];

    public void Own(string path)
    {
        if (ChangeOwner(path, UserId, GroupId) != 0)
            throw new PdfUnavailableException(PdfUnavailableException.Failed, $"chown: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static PrintAccount Named(string user)
    {
        var line = File.ReadLines("/etc/passwd").Select(l => l.Split(':')).FirstOrDefault(l => l.Length > 3 && l[0] == user)
            ?? throw new PdfUnavailableException(PdfUnavailableException.Failed, $"no local account '{user}' (Pdf:User)");
        return new(uint.Parse(line[2], CultureInfo.InvariantCulture), uint.Parse(line[3], CultureInfo.InvariantCulture));
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint userId, uint groupId);
}
