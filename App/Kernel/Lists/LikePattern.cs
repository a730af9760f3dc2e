namespace OpsFlux.Kernel.Lists;

/// <summary>Makes patterns for SQL's LIKE of what people type, so that a per cent sign or an underscore stands for itself.</summary>
public static class LikePattern
{
    public static string Escape(string typed) => typed.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");

    public static string Containing(string typed) => $"%{Escape(typed)}%";
}
