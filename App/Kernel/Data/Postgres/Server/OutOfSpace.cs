namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>Recognises a full disk, or a spent quota, in what the system and PostgreSQL's tools say (run in the C locale).</summary>
internal static class OutOfSpace
{
    private static readonly string[] Signs = ["No space left on device", "Disk quota exceeded"];

    public static bool IsCause(Exception e) => IsCause(e.Message);

    public static bool IsCause(string output) => Signs.Any(sign => output.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
