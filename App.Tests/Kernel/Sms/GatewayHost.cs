using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsFlux.Tests.Kernel.Sms;

/// <summary>What the gateway was sent.</summary>
public sealed record GatewayRequest(string Method, string Query, string? ContentType, string Body, string Key);

/// <summary>A gateway on a real socket that answers as the test says and keeps what it is sent.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication web;

    public GatewayHost(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        web = builder.Build();
        web.Run(HandleAsync);
    }

    public Uri Address => new(web.Urls.Single());

    public ConcurrentQueue<GatewayRequest> Requests { get; } = new();

    /// <summary>What it does with a request once it is kept; 200 unless told otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public Task StartAsync() => web.StartAsync();

    public async ValueTask DisposeAsync() => await web.DisposeAsync();

    public void Answers(int status) => Answer = http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Requests.Enqueue(new(http.Request.Method, http.Request.QueryString.Value ?? "", http.Request.ContentType, await reader.ReadToEndAsync(), http.Request.Headers["X-Api-Key"].ToString()));
        await Answer(http);
    }
}
