using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsFlux.Tests.Kernel.Files.Storage;

/// <summary>A server that speaks as much S3 as the store uses: put, head, get with a range, delete, list by pages of two.</summary>
internal sealed class BucketServer : IAsyncDisposable
{
    private const int PageSize = 2;
    private readonly WebApplication web;

    public BucketServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        web = builder.Build();
        web.Run(AnswerAsync);
    }

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>Headers of the latest request, to see that it was signed.</summary>
    public string? Authorization { get; private set; }

    /// <summary>The range that was asked for last.</summary>
    public string? Range { get; private set; }

    public bool IsDown { get; set; }

    public string Address => web.Urls.Single();

    public Task StartAsync() => web.StartAsync();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Authorization = context.Request.Headers.Authorization;
        var key = context.Request.Path.Value!.Split('/', 3) is [_, _, { Length: > 0 } name] ? name : null;   // every request has a path
        if (IsDown) return StatusAsync(context, HttpStatusCode.Forbidden);
        return (context.Request.Method, key) switch
        {
            ("PUT", { }) => PutAsync(context, key),
            ("DELETE", { }) => StatusAsync(context, Objects.TryRemove(key, out _) ? HttpStatusCode.NoContent : HttpStatusCode.NoContent),
            ("GET", null) => ListAsync(context),
            (_, { }) => GetAsync(context, key),
            _ => StatusAsync(context, HttpStatusCode.BadRequest),
        };
    }

    private async Task PutAsync(HttpContext context, string key)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Objects[key] = body.ToArray();
        context.Response.Headers.ETag = "\"e\"";
    }

    private async Task GetAsync(HttpContext context, string key)
    {
        if (!Objects.TryGetValue(key, out var bytes))
        {
            await StatusAsync(context, HttpStatusCode.NotFound);
            return;
        }

        Range = context.Request.Headers.Range;
        var from = Range is null ? 0 : int.Parse(Range["bytes=".Length..].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
        context.Response.StatusCode = Range is null ? 200 : 206;
        context.Response.ContentLength = bytes.Length - from;
        context.Response.Headers.ETag = "\"e\"";
        if (context.Request.Method == "GET") await context.Response.Body.WriteAsync(bytes.AsMemory(from));
    }

    private Task ListAsync(HttpContext context)
    {
        var after = context.Request.Query["continuation-token"].ToString();
        var rest = Objects.Keys.Where(k => k.StartsWith(context.Request.Query["prefix"].ToString(), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Where(k => string.CompareOrdinal(k, after) > 0).ToList();
        var page = rest.Take(PageSize).ToList();
        var more = rest.Count > PageSize;
        return context.Response.WriteAsync(
            $"<ListBucketResult><IsTruncated>{(more ? "true" : "false")}</IsTruncated>{(more ? $"<NextContinuationToken>{page[^1]}</NextContinuationToken>" : "")}"
            + string.Concat(page.Select(k => $"<Contents><Key>{k}</Key><LastModified>2026-11-01T10:00:00.000Z</LastModified><Size>1</Size></Contents>")) + "</ListBucketResult>");
    }

    private static Task StatusAsync(HttpContext context, HttpStatusCode status)
    {
        context.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    }
}
