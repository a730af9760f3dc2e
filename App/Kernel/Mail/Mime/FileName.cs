namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>The name of an attached file as a parameter of its header (RFC 2231): any letter, no path, no line break.</summary>
internal static class FileName
{
    private const int Longest = 120;

    public static string Parameter(string name)
    {
        var bare = HeaderText.Clean(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        if (bare.Length > Longest) bare = bare[^Longest..];
        return bare.Length > 0 && bare.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? $"filename=\"{bare}\"" : $"filename*=utf-8''{Uri.EscapeDataString(bare)}";
    }
}
