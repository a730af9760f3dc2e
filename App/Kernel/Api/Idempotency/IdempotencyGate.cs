using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Idempotency;

/// <summary>
/// A POST that names an Idempotency-Key is done once for this caller, however often it comes: what comes again within a
/// day gets the first answer. Of several at once one commits; the others wait for it in the database, fail on its row, are
/// rolled back, and get its answer. What wrote nothing, such as a refusal, is not kept: it may be tried again.
/// </summary>
internal sealed class IdempotencyGate : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    public const int LongestKey = 200;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Headers.TryGetValue(Header, out var header) || http.GetEndpoint()!.Metadata.GetMetadata<NeverKept>() is not null)
            return await next(context);
        if (header is not [{ Length: > 0 and <= LongestKey } key] || key.Any(c => c is < ' ' or > '~')) return JsonBody.Invalid(Header, "idempotency-key");

        var keeping = http.RequestServices.GetRequiredService<AnswerKeeping>();
        var mine = Describe(http, key);
        if (await keeping.FindAsync(mine.CallerId, key, http.RequestAborted) is { } kept) return await keeping.ReplayAsync(kept, mine.Fingerprint, http.RequestAborted);
        return await RunAsync(context, next, keeping, mine);
    }

    private static async Task<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, AnswerKeeping keeping, KeptAnswer mine)
    {
        var http = context.HttpContext;
        var request = http.RequestServices.GetRequiredService<IdempotentRequest>();
        request.Begin(mine);
        object? result;
        try
        {
            result = await next(context);
        }
        catch (Exception e) when (e is not OperationCanceledException && !request.IsWritten)
        {
            if (await keeping.FindAsync(mine.CallerId, mine.Key, http.RequestAborted) is not { } first) throw;
            return await keeping.ReplayAsync(first, mine.Fingerprint, http.RequestAborted);
        }

        if (!request.IsWritten)
            return await keeping.FindAsync(mine.CallerId, mine.Key, http.RequestAborted) is { } first ? await keeping.ReplayAsync(first, mine.Fingerprint, http.RequestAborted) : result;
        if (result is not ApiAnswer answer) return result;
        var content = answer.Render(http);
        await keeping.FillAsync(mine, content);
        return content;
    }

    private static KeptAnswer Describe(HttpContext http, string key) => new()
    {
        CallerId = Guid.TryParse(http.User.FindFirstValue(TokenAuthentication.KeyClaim), out var keyId) ? keyId : http.RequestServices.GetRequiredService<ICurrentUser>().Id,
        Key = key,
        Fingerprint = Fingerprint(http),
        CreatedAt = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
        Body = Guid.CreateVersion7().ToByteArray(),
    };

    /// <summary>Method, path and body. Of a multipart body nothing, since it is written differently each time it is sent.</summary>
    private static byte[] Fingerprint(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        hash.AppendData(JsonBody.BytesOf(http));
        return hash.GetHashAndReset();
    }
}
