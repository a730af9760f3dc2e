using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Postfix;

/// <summary>A test against real mail servers. Skipped, with the reason, where they are not installed or may not be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostfixFactAttribute : FactAttribute
{
    public PostfixFactAttribute() => Skip = PostfixServer.Missing;
}
