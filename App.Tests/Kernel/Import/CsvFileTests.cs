using System.Text;
using OpsFlux.Kernel.Import.Csv;
using Xunit;

namespace OpsFlux.Tests.Kernel.Import;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\r\n1,2")]
    [InlineData("\uFEFFa,b\n1,2\n\n")]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("\"a\",b\n 1 ,\"2\"\n")]
    public async Task Files_of_all_usual_forms_are_read_alike(string text)
    {
        var (columns, records) = await ReadAsync(text);

        Assert.Equal(["a", "b"], columns);
        Assert.Equal(["1", "2"], Assert.Single(records).Fields);
    }

    [Fact]
    public async Task A_quoted_field_may_hold_delimiters_quotes_and_line_breaks()
    {
        var (_, records) = await ReadAsync("a,b\n\"x, \"\"y\"\"\nz\",2\n3,4\n");

        Assert.Equal(["x, \"y\"\nz", "2"], records[0].Fields);
        Assert.Equal((2, 4), (records[0].Line, records[1].Line));
    }

    [Theory]
    [InlineData("1", "columns")]
    [InlineData("1,2,3", "columns")]
    [InlineData("1,\"2", "open-quote")]
    [InlineData("1,2\"", "stray-quote")]
    [InlineData("\"1\"x,2", "stray-quote")]
    [InlineData("1,\0", "encoding")]
    public async Task A_damaged_record_is_told_and_costs_no_other(string damaged, string code)
    {
        var (_, records) = await ReadAsync($"a,b\n1,2\n{damaged}\n3,4\n5,6\n");

        Assert.Equal([null, code, null, null], records.Select(r => r.Fault?.Code));
        Assert.Equal([2, 3, 4, 5], records.Select(r => r.Line));
    }

    [Fact]
    public async Task A_quote_left_open_does_not_swallow_the_one_left_open_later()
    {
        var (_, records) = await ReadAsync("a,b\n\"1,2\n3,4\n\"5,6\n7,8\n");

        Assert.Equal(["open-quote", null, "open-quote", null], records.Select(r => r.Fault?.Code));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_damage_their_line_alone()
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes("a,b\nété,2\n"));
        bytes.AddRange(Encoding.Latin1.GetBytes("été,2\n"));

        var (_, records) = await ReadAsync([.. bytes]);

        Assert.Equal([null, "encoding"], records.Select(r => r.Fault?.Code));
    }

    [Fact]
    public async Task A_line_without_end_is_told_without_being_kept()
    {
        var (_, records) = await ReadAsync($"a,b\n{new string('x', 3 << 20)}\n1,2\n");

        Assert.Equal(["line-too-long", null], records.Select(r => r.Fault?.Code));
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("\"a,b\n1,2", "import.header")]
    public async Task A_file_without_header_is_refused(string text, string code)
    {
        var opened = await CsvFile.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default);

        Assert.Equal(code, opened.Refusal?.Code);
    }

    private static Task<(IReadOnlyList<string> Columns, List<CsvRecord> Records)> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<(IReadOnlyList<string> Columns, List<CsvRecord> Records)> ReadAsync(byte[] bytes)
    {
        var opened = await CsvFile.OpenAsync(new MemoryStream(bytes), default);
        Assert.False(opened.Failed);
        var records = new List<CsvRecord>();
        await foreach (var record in opened.Value.RecordsAsync(default)) records.Add(record);
        return (opened.Value.Columns, records);
    }
}
