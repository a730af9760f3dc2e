namespace OpsFlux.Kernel.Accounts.Teams;

internal static class LikePattern
{
    /// <summary>The text itself, where the database would read signs of its own into it.</summary>
    public static string Of(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
