using OpsFlux.Kernel.Audit.Proof;

namespace OpsFlux.Tests.Support;

/// <summary>The key that every test's audit log is written with.</summary>
internal static class AuditSecret
{
    public static readonly AuditKey Key = new([.. Enumerable.Range(1, AuditKey.Length).Select(n => (byte)n)]);
}
