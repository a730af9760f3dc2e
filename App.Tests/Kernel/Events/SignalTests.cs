using OpsFlux.Kernel.Events;
using Xunit;

namespace OpsFlux.Tests.Kernel.Events;

public sealed class SignalTests
{
    [Fact]
    public void A_signal_comes_back_as_it_was_sent()
    {
        var sent = new Signal(SignalKind.Events, [Guid.CreateVersion7(), Guid.CreateVersion7()]);

        var back = Signal.Parse(sent.ToString());

        Assert.Equal((SignalKind.Events, 2), (back?.Kind, back?.Ids.Count));
        Assert.Equal(sent.Ids, back?.Ids);
    }

    [Fact]
    public void A_signal_to_everybody_names_nobody() => Assert.Empty(Signal.Parse(new Signal(SignalKind.Access, []).ToString())?.Ids ?? [Guid.Empty]);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Gossip 1")]
    public void What_is_no_signal_is_none(string payload) => Assert.Null(Signal.Parse(payload));

    [Fact]
    public void A_broken_id_is_left_out() => Assert.Empty(Signal.Parse("Events nonsense")?.Ids ?? [Guid.Empty]);

    [Fact]
    public void The_longest_signal_fits_the_channel() =>
        Assert.True(new Signal(SignalKind.Notifications, [.. Enumerable.Repeat(Guid.Empty, Signal.MaxIds)]).ToString().Length < 8000);
}
