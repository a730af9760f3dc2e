using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Reports;
using OpsFlux.Tests.Kernel.Reports;

namespace OpsFlux.Tests.Bench;

/// <summary>
/// What a large Excel export costs: 100,000 rows of 12 columns (or as many rows as the first argument says), written
/// as to a web response. Fails past 150 MB above what the process held before.
/// </summary>
internal static class ExportMemory
{
    private const int MostExtraMegabytes = 150;

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        await WriteAsync(1_000);   // code compiled and buffers rented: what follows is the rows alone

        var before = PeakMegabytes();
        var started = Stopwatch.GetTimestamp();
        var size = await WriteAsync(rows);
        var extra = PeakMegabytes() - before;

        Console.WriteLine($"excel export: {rows} x 12, {size / 1024} KB, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, peak +{extra} MB");
        return extra <= MostExtraMegabytes ? 0 : 1;
    }

    private static async Task<long> WriteAsync(int rows)
    {
        await using var services = Written.Services();
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose);
        await services.GetRequiredService<ReportWriter>().WriteAsync(Report(rows), ReportFormat.Excel, new AsyncOnlyStream(file), default);
        return file.Length;
    }

    private static Report<SampleTicket> Report(int rows)
    {
        var report = SampleReports.Tickets(SampleReports.French);
        return report with
        {
            Columns = [.. report.Columns, .. report.Columns.Take(3)],
            Rows = Enumerable.Range(1, rows).Select(n => new SampleTicket
            {
                Number = $"TIC-2026-{n:000000}",
                Title = $"Presse hydraulique {n} arrêtée",
                Cost = n / 100m,
                Reopened = n % 3,
            }).ToAsyncEnumerable(),
        };
    }

    private static long PeakMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1024 / 1024;
    }
}
