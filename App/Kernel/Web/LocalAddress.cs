namespace OpsFlux.Kernel.Web;

/// <summary>Where a form may lead on to: a path of ours and nothing that a browser could read as another site.</summary>
internal static class LocalAddress
{
    /// <summary>The address itself where it is safe, else the start page.</summary>
    public static string Or(string? address) => IsLocal(address) ? address! : "/";   // null is not local

    private static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(c => char.IsControl(c) || c == '\\');
}
