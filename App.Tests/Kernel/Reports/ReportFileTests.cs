using OpsFlux.Kernel.Reports;
using Xunit;

namespace OpsFlux.Tests.Kernel.Reports;

public sealed class ReportFileTests
{
    [Theory]
    [InlineData("Tickets en retard", "Tickets en retard 2026-11-20.pdf")]
    [InlineData("../../etc/passwd", "etc passwd 2026-11-20.pdf")]
    [InlineData("Coûts : été\r\nX-Evil: 1", "Coûts été X-Evil 1 2026-11-20.pdf")]
    [InlineData("fac\u202Efdp.exe", "fac fdp.exe 2026-11-20.pdf")]
    [InlineData("???", "Rapport 2026-11-20.pdf")]
    public void The_name_is_the_title_and_the_local_day(string title, string expected)
        => Assert.Equal(expected, ReportFile.Name(SampleReports.Tickets(SampleReports.French) with { Title = title }, ReportFormat.Pdf));

    [Fact]
    public void The_header_carries_accents_for_new_clients_and_a_plain_name_for_old_ones()
        => Assert.Equal(
            "attachment; filename=\"Co_ts _t_ 2026-11-20.pdf\"; filename*=UTF-8''Co%C3%BBts%20%C3%A9t%C3%A9%202026-11-20.pdf",
            ReportFile.Disposition("Coûts été 2026-11-20.pdf"));
}
