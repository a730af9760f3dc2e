using OpsFlux.Kernel.Import;
using Xunit;

namespace OpsFlux.Tests.Kernel.Import;

public sealed class ImportReportTests
{
    [Fact]
    public void The_first_hundred_errors_by_line_are_listed_and_all_are_counted()
    {
        var report = new ImportReport();

        for (var line = 2; line <= 300; line += 2) report.Refuse([new(line, null, "columns", 1, 2)]);
        for (var line = 3; line <= 300; line += 2) report.Refuse([new(line, "a", "missing"), new(line, "b", "missing")]);

        Assert.Equal((299, 150 + 298), (report.RefusedRows, report.ErrorCount));
        Assert.Equal(ImportReport.MostListed, report.Errors.Count);
        Assert.Equal([2, 3, 3, 4, 5, 5], report.Errors.Take(6).Select(e => e.Line));
        Assert.Equal("b", report.Errors[2].Column);
    }
}
