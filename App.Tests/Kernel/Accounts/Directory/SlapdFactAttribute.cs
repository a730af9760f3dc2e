using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Directory;

/// <summary>A test against a real directory. Skipped, with the reason, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlapdFactAttribute : FactAttribute
{
    public SlapdFactAttribute() => Skip = SlapdServer.Missing;
}
