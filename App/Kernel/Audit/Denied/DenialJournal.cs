using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Auth;

namespace OpsFlux.Kernel.Audit.Denied;

/// <summary>Sees refusals of requests: the door's (a policy), and the use case's behind it (a 403). Pages in a circuit say so themselves.</summary>
internal sealed class DenialJournal(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden && !IsAnswer(context)) await WriteAsync(context);
    }

    /// <summary>The page that tells somebody so was refused to nobody.</summary>
    private static bool IsAnswer(HttpContext context) =>
        context.Request.Path == "/forbidden" || context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is not null;

    /// <summary>An answer must not be lost because the log cannot be written: the failure is the logger's.</summary>
    internal static async Task WriteAsync(HttpContext context)
    {
        try
        {
            await context.RequestServices.GetRequiredService<ReportDenial>().RunAsync(context.Request.Path.Value ?? "", context.RequestAborted);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            context.RequestServices.GetRequiredService<ILogger<DenialJournal>>().LogError(e, "A refusal could not be written to the audit log");
        }
    }
}

/// <summary>The framework's own answer to a refused policy, after it was written down.</summary>
internal sealed class DenialHandler : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && !ApiPaths.IsApi(context) && await DebtAnswer.GiveAsync(context)) return;
        if (authorizeResult.Forbidden) await DenialJournal.WriteAsync(context);
        if (!authorizeResult.Succeeded && ApiPaths.IsApi(context)) await ApiDenial.Of(context, authorizeResult.Forbidden).ExecuteAsync(context);
        else await usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
