using OpsFlux.Kernel.Import;
using Xunit;

namespace OpsFlux.Tests.Kernel.Import;

public sealed class ImportRowTests
{
    private static readonly Dictionary<string, int> Columns = new() { ["value"] = 0 };

    [Theory]
    [InlineData("29-02-2016 01:16", "UTC", "2016-02-29T01:16:00Z")]
    [InlineData("29-02-2016 01:16", "Africa/Casablanca", "2016-02-29T01:16:00Z")]
    [InlineData("01-07-2016 12:00", "Europe/Paris", "2016-07-01T10:00:00Z")]
    [InlineData("27-03-2016 02:30", "Europe/Paris", "2016-03-27T01:30:00Z")]   // skipped by the clocks
    public void An_instant_is_read_in_the_zone(string value, string zone, string expected)
    {
        var row = Row(value, zone);

        Assert.Equal(DateTimeOffset.Parse(expected, null), row.Instant("value"));
        Assert.Empty(row.Errors);
    }

    [Theory]
    [InlineData("31-02-2016 10:00")]
    [InlineData("2016-02-29 10:00")]
    [InlineData("29-02-2016")]
    [InlineData("29-02-2016 25:00")]
    [InlineData("01-01-0001 00:00", "Europe/Paris")]
    public void What_is_no_instant_is_told(string value, string zone = "UTC")
    {
        var row = Row(value, zone);

        Assert.Null(row.Instant("value"));
        Assert.Equal(("instant", 7, "value"), (row.Errors[0].Code, row.Errors[0].Line, row.Errors[0].Column));
    }

    [Theory]
    [InlineData("2 - High", 2)]
    [InlineData("5", 5)]
    [InlineData("6 - None", null)]
    [InlineData("High", null)]
    [InlineData("22 - High", null)]
    public void A_level_is_its_number(string value, int? expected)
    {
        var row = Row(value);

        Assert.Equal(expected, row.Level("value", 5));
        Assert.Equal(expected is null, row.Errors.Count == 1);
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("99999999999", null)]
    public void A_count_is_a_whole_number(string value, int? expected) => Assert.Equal(expected, Row(value).Count("value"));

    [Theory]
    [InlineData("?")]
    [InlineData("")]
    public void The_unknown_is_null_and_an_error_only_where_it_is_required(string value)
    {
        var row = Row(value);

        Assert.Null(row.Text("value", 10));
        Assert.Empty(row.Errors);
        row.Require("value");
        Assert.Equal("missing", Assert.Single(row.Errors).Code);
    }

    private static ImportRow Row(string value, string zone = "UTC") =>
        new(7, Columns, [value], new("?", "dd-MM-yyyy HH:mm", TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
