using Xunit;

namespace OpsFlux.Tests.Support;

/// <summary>A test of what root alone meets, such as a server that must drop to another account; skipped for others, who are told.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess) Skip = "Only root drops to another account; run deploy/test.sh as root to see this one.";
    }
}

/// <summary>A test of what an ordinary user meets and root never does, such as a folder that may not be written.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrdinaryUserFactAttribute : FactAttribute
{
    public OrdinaryUserFactAttribute()
    {
        if (Environment.IsPrivilegedProcess) Skip = "Root may write everywhere; run deploy/test.sh as an ordinary user to see this one.";
    }
}
