using Microsoft.AspNetCore.Diagnostics;

namespace OpsFlux.Kernel.Web;

/// <summary>Short enough to read out on the telephone, long enough to be found once in a log.</summary>
internal static class ErrorReference
{
    private const string Key = "opsflux-error";

    public static string New() => Guid.CreateVersion7().ToString("N")[^10..].ToUpperInvariant();

    /// <summary>The reference the failed request was logged under.</summary>
    public static string Of(HttpContext context) => context.Items[Key] as string ?? New();

    /// <summary>Logs a failed request once, with the reference the error page then shows.</summary>
    internal sealed class Log(ILogger<Log> log) : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var reference = New();
            httpContext.Items[Key] = reference;
            log.LogError(exception, "A request to {Path} failed: reference {Reference}", httpContext.Request.Path, reference);
            return ValueTask.FromResult(false);
        }
    }
}
