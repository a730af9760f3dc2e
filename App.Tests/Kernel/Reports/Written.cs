using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Reports;

namespace OpsFlux.Tests.Kernel.Reports;

/// <summary>Writes reports with the services of the application.</summary>
internal static class Written
{
    public static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build())
        .AddReports()
        .BuildServiceProvider();

    public static async Task<MemoryStream> AsAsync<TRow>(Report<TRow> report, ReportFormat format)
    {
        await using var services = Services();
        var file = new MemoryStream();
        await services.GetRequiredService<ReportWriter>().WriteAsync(report, format, new AsyncOnlyStream(file), default);
        file.Position = 0;
        return file;
    }
}
