using Xunit;

namespace OpsFlux.Tests.Support;

/// <inheritdoc cref="ChromiumFactAttribute" />
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = new ChromiumFactAttribute().Skip;
}
