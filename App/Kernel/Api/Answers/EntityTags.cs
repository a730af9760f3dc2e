using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Api.Answers;

/// <summary>
/// ETags: the version, which people's edits raise, and after a point when the record was last touched by anything. Reading
/// again compares both; If-Match looks at the version alone, so that a comment makes nobody's edit stale.
/// </summary>
public static class EntityTags
{
    public static string Of(BusinessRecord record) => string.Create(CultureInfo.InvariantCulture, $"\"{record.Version}.{record.UpdatedAt.UtcTicks:x}\"");

    /// <summary>Of what is no business record: its version, or stamp, and a digest of the answer, which may tell of more than its own row.</summary>
    public static string Of(object version, object body)
    {
        var digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ApiJson.Options)).AsSpan(0, 8);
        return string.Create(CultureInfo.InvariantCulture, $"\"{version}.{Convert.ToHexStringLower(digest)}\"");
    }

    /// <summary>The tags of a header without quotes and marks of weakness, which a proxy that compresses adds; "*" is kept. Null: no header.</summary>
    internal static IReadOnlyList<string>? Parse(StringValues header) =>
        header.Count == 0 ? null : [.. header.OfType<string>().SelectMany(h => h.Split(',')).Select(Opaque).Where(t => t.Length > 0)];

    internal static string Opaque(string tag)
    {
        var bare = tag.Trim();
        if (bare.StartsWith("W/", StringComparison.Ordinal)) bare = bare[2..];
        return bare.Trim('"');
    }

    /// <summary>What stands before the point: a version, or an account's stamp.</summary>
    internal static string StampOf(string opaque) => opaque.Split('.')[0];

    /// <summary>Null for a tag that is none of ours.</summary>
    internal static long? VersionOf(string opaque) =>
        long.TryParse(StampOf(opaque), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
