namespace OpsFlux.Kernel.Web;

/// <summary>Where a form may lead on to: a path of ours and nothing that a browser could read as another site.</summary>
internal static class LocalAddress
{
    /// <summary>The address itself where it is safe, else the start page. A link typed by hand may carry accents, which no header takes as they are.</summary>
    public static string Or(string? address) => IsLocal(address) ? Escaped(address!) : "/";   // null is not local

    private static string Escaped(string address) =>
        string.Concat(address.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : Uri.EscapeDataString(r.ToString())));

    private static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(c => char.IsControl(c) || c == '\\');
}
