using OpsFlux.Modules.Tickets.TimeSpent;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.TimeSpent;

public sealed class WorkLengthTests
{
    [Theory]
    [InlineData("1h30", 90)]
    [InlineData(" 1 H 30 ", 90)]
    [InlineData("1:30", 90)]
    [InlineData("0:05", 5)]
    [InlineData("90", 90)]
    [InlineData("90 min", 90)]
    [InlineData("1h", 60)]
    [InlineData("1,5h", 90)]
    [InlineData("1.5 h", 90)]
    [InlineData("2 heures", 120)]
    [InlineData("2 hours", 120)]
    [InlineData("24h", 1440)]
    [InlineData("1h05min", 65)]
    public void What_people_write_is_read(string text, int minutes) => Assert.Equal(minutes, WorkLength.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1:75")]
    [InlineData("24h01")]
    [InlineData("99999")]
    [InlineData("999999999999999999999")]
    [InlineData("-5")]
    [InlineData("une heure")]
    [InlineData("1h30 !")]
    public void What_is_no_length_is_not(string? text) => Assert.Null(WorkLength.Parse(text));

    [Theory]
    [InlineData(5, "5 min")]
    [InlineData(60, "1 h")]
    [InlineData(65, "1 h 05")]
    [InlineData(1440, "24 h")]
    public void What_is_shown_is_read_again(int minutes, string text)
    {
        Assert.Equal(text, WorkLength.Show(minutes));
        Assert.Equal(minutes, WorkLength.Parse(text));
    }
}
