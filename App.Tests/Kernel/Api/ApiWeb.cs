using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Api.Tokens;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Api;

/// <summary>The whole application on a real socket, asked as programs ask it: with tokens and keys.</summary>
public sealed class ApiWeb : TestApp, IDisposable
{
    private readonly TempFolder folder = new("-api");
    private WebApplication? web;

    /// <summary>What a class adds to the web application, set before its first client.</summary>
    public Action<WebApplicationBuilder>? More { get; set; }

    public Uri Address => new(web!.Urls.Single());   // asked for by clients, which have started it

    /// <summary>A key of this person's, made for some permissions.</summary>
    public async Task<MadeKey> KeyAsync(User person, params string[] permissions)
    {
        await using var owner = await SignInAsync(person);
        return (await owner.RunAsync((MakeKey use) => use.RunAsync(new() { Name = "Supervision", Permissions = [.. permissions] }, default))).Value!;   // may make one
    }

    public async Task<User> AddPersonAsync(string role = BuiltInRoles.Technician, Guid? structure = null)
    {
        var person = await SaveAsync(Make.User(structure: structure));
        await WithDbAsync(async db =>
        {
            var roleId = await db.Set<Role>().Where(r => r.Code == role).Select(r => r.Id).SingleAsync();
            db.Add(new RoleAssignment { RoleId = roleId, UserId = person.Id, StructureId = structure });
            return await db.SaveChangesAsync();
        });
        return person;
    }

    /// <summary>The tokens of a session of this person's.</summary>
    public Task<TokenAnswer> TokensAsync(User person) => WithDbAsync(async db =>
    {
        var session = new Session
        {
            UserId = person.Id, Method = SignInMethod.Password, IsApi = true, CreatedAt = Clock.Now, LastSeenAt = Clock.Now, ProvedAt = Clock.Now, ExpiresAt = Clock.Now.AddDays(30),
        };
        db.Add(session);
        var tokens = TokenIssue.Add(db, session, person, Clock.Now);
        await db.SaveChangesAsync();
        return tokens;
    });

    public async Task<HttpClient> ClientAsync(User person) => await ClientAsync((await TokensAsync(person)).AccessToken);

    /// <param name="token">Null: nobody.</param>
    public async Task<HttpClient> ClientAsync(string? token)
    {
        await StartAsync();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    public override async Task DisposeAsync()
    {
        if (web is not null) await web.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    private async Task StartAsync()
    {
        if (web is not null) return;
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["Data:Folder"] = folder.Path }).Build();
        web = WebHosting.Build(configuration, Connections, Catalog, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            More?.Invoke(builder);
        });
        await web.StartAsync();
    }
}

/// <summary>Short words for requests.</summary>
internal static class ApiRequests
{
    public static Task<HttpResponseMessage> AskAsync(this HttpClient client, string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/api/v1{path}", UriKind.Relative));
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request);
    }

    public static async Task<string> CodeAsync(this Task<HttpResponseMessage> asking)
    {
        var answer = await asking;
        var problem = await ApiWeb.JsonAsync(answer);
        return $"{(int)answer.StatusCode} {problem.GetProperty("code").GetString()}";
    }
}
