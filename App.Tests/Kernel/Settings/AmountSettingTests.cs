using OpsFlux.Kernel.Settings;
using Xunit;

namespace OpsFlux.Tests.Kernel.Settings;

public sealed class AmountSettingTests
{
    private static readonly AmountSetting Cost = new("probe.cost", 0m, 1_000m);

    [Theory]
    [InlineData("0", true)]
    [InlineData("2.5", true)]
    [InlineData("1000", true)]
    [InlineData("1000.01", false)]
    [InlineData("2.505", false)]
    [InlineData("2,5", false)]
    [InlineData("-1", false)]
    [InlineData("", false)]
    public void An_amount_has_two_decimals_and_a_point(string value, bool isOne) => Assert.Equal(isOne, Cost.Accepts(value));
}
