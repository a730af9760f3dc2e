using System.Security.Cryptography;
using System.Text;
using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Api.Auth;

/// <summary>Who stands behind a token or key. Of a session or of a key, never of both.</summary>
/// <param name="Permissions">What a key is narrowed to; empty for a session, which is not.</param>
internal sealed record Credential(
    Guid UserId, string DisplayName, string Language, string? Zone, DateTimeOffset ExpiresAt, Guid? SessionId, Guid? KeyId, IReadOnlyList<string> Permissions);

/// <summary>Keys that are shown once, behind a beginning that is hashed with them.</summary>
internal static class Secrets
{
    public const string Access = "ofa_", Refresh = "ofr_", Key = "ofk_";
    private const int Longest = 60;

    /// <summary>The beginning tells what it is, also to programs that look for secrets in places where none should be.</summary>
    public static string New(string prefix) => prefix + RandomKey.New();

    /// <summary>Null for what cannot be a secret of ours.</summary>
    public static byte[]? Hash(string secret, string prefix) =>
        secret.Length <= Longest && secret.StartsWith(prefix, StringComparison.Ordinal) ? SHA256.HashData(Encoding.UTF8.GetBytes(secret)) : null;
}
