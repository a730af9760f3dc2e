using System.Security.Cryptography;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Generated passwords, each in a file that only this account can read.</summary>
internal static class Secret
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The password in the file; a new one (192 bits) when there is none.</summary>
    public static string ReadOrCreate(string file)
    {
        if (File.Exists(file)) return File.ReadAllText(file).Trim();

        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        Write(file + ".new", secret);
        File.Move(file + ".new", file);
        return secret;
    }

    /// <summary>On the disk when this returns: a role is given a password only after we are sure to remember it.</summary>
    internal static void Write(string file, string secret)
    {
        File.Delete(file);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        });
        stream.Write(System.Text.Encoding.ASCII.GetBytes(secret + "\n"));
        stream.Flush(flushToDisk: true);
    }
}
