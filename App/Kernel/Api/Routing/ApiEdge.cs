using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Api.Routing;

/// <summary>
/// Around everything asked of the API: whatever was refused or failed on the way, by whomever, is answered as problem
/// details, and never as a page.
/// </summary>
internal sealed class ApiEdge(RequestDelegate next, ILogger<ApiEdge> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPaths.IsApi(context))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;   // nobody is there any more
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, StatusOf(context, e));
            return;
        }

        if (IsBare(context.Response)) await WriteAsync(context, context.Response.StatusCode);
    }

    /// <summary>Refused by the framework, which says the status alone.</summary>
    private static bool IsBare(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentType: null } && response.ContentLength is null or 0;

    private int StatusOf(HttpContext context, Exception e)
    {
        context.Response.Clear();
        if (e is BadHttpRequestException bad) return bad.StatusCode;
        if (DatabaseOutage.Is(e))
        {
            log.LogWarning("A request to {Path} found no database: {Reason}", context.Request.Path, e.GetBaseException().Message);
            context.Response.Headers.RetryAfter = "3";
            return StatusCodes.Status503ServiceUnavailable;
        }

        log.LogError(e, "A request to {Path} failed: reference {Reference}", context.Request.Path, context.RequestServices.GetRequiredService<ICurrentUser>().Correlation);
        return StatusCodes.Status500InternalServerError;
    }

    private static Task WriteAsync(HttpContext context, int status)
    {
        // Out here the language that was chosen further in is forgotten.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture ?? Languages.All[0];
        return ApiAnswer.Refused(status, Problems.OfStatus(status)).ExecuteAsync(context);
    }
}
