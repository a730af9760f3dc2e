using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Tests.Support;

/// <summary>Signs people in by a header, without a password to hash, and hands out the token that our pages send along.</summary>
internal sealed class SignedInByHeader : IStartupFilter
{
    public const string PersonHeader = "X-Test-Person", TokenPath = "/test/token", TokenHeader = "RequestVerificationToken";

    /// <summary>A browser of this person's own; of nobody's, where <paramref name="person"/> is null.</summary>
    public static async Task<HttpClient> ClientAsync(Uri address, Guid? person)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = address };
        if (person is { } id) client.DefaultRequestHeaders.Add(PersonHeader, id.ToString());
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        var answer = await client.GetAsync(new Uri(TokenPath, UriKind.Relative));
        client.DefaultRequestHeaders.Add(TokenHeader, await answer.Content.ReadAsStringAsync());
        client.DefaultRequestHeaders.Add("X-Test-Cookie", answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.First().Split(';')[0] : "");
        return client;
    }

    public static ClaimsPrincipal Principal(string id) => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id), new(UserClaims.DisplayName, "Testeur")], "test"));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (context.Request.Headers[PersonHeader] is [{ } id]) context.User = Principal(id);
            if (context.Request.Path != TokenPath) return rest(context);
            return context.Response.WriteAsync(context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!);   // made just now
        });
        next(app);
    };
}
