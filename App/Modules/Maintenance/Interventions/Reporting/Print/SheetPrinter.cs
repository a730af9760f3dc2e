using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Reports.Printing;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting.Print;

/// <summary>Lays a report out as a page in its own language and prints it.</summary>
public sealed class SheetPrinter(ChromiumPrinter printer, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <exception cref="PdfUnavailableException">For every reason that lies with the browser.</exception>
    public Task PrintAsync(Sheet sheet, Stream to, CancellationToken ct) => printer.PrintAsync(html => RenderAsync(sheet, html), to, tagged: true, ct);

    /// <summary>The page as the browser gets it.</summary>
    public async Task RenderAsync(Sheet sheet, TextWriter html)
    {
        // A scope of its own: in a web application parts of the renderer are scoped, and no request need be at hand.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = sheet.Culture;   // ends with this call
            var parameters = new Dictionary<string, object?> { [nameof(InterventionSheet.Sheet)] = sheet };
            (await renderer.RenderComponentAsync<InterventionSheet>(ParameterView.FromDictionary(parameters))).WriteHtmlTo(html);
        });
    }
}
