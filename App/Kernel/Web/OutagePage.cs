using System.Text.Encodings.Web;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// What a request gets while the database does not answer: a page that says so and asks again by itself, written without
/// any of what needs the database. Circuits that are open wait by themselves (see <see cref="AppPage"/>).
/// </summary>
internal sealed class OutagePage(RequestDelegate next, TextCatalog texts, ILogger<OutagePage> log)
{
    private const int RetrySeconds = 3;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (DatabaseOutage.Is(e) && !context.Response.HasStarted)
        {
            log.LogWarning("A request to {Path} found no database: {Reason}", context.Request.Path, e.GetBaseException().Message);
            await AnswerAsync(context);
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var (title, text) = (HtmlEncoder.Default.Encode(texts["Outage.Title"]), HtmlEncoder.Default.Encode(texts["Outage.Explanation"]));
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.RetryAfter = $"{RetrySeconds}";
        return context.Response.WriteAsync(
            $"""
             <!DOCTYPE html>
             <html lang="{texts["Outage.Language"]}">
             <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="{RetrySeconds}"><title>{title}</title>
             <link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/base.css"><link rel="stylesheet" href="/css/shell.css"></head>
             <body><div class="plain"><main class="card wide"><h1>{title}</h1><p role="status">{text}</p></main></div></body>
             </html>
             """, context.RequestAborted);
    }
}
