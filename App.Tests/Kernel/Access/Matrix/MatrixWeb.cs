using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>The web application on the matrix's database: its pages and endpoints over a real socket, and what a circuit would show.</summary>
internal sealed class MatrixWeb(WebApplication web) : IAsyncDisposable
{
    public static async Task<MatrixWeb> StartAsync(MatrixApp app)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["Data:Folder"] = app.Options.Folder }).Build();
        var web = WebHosting.Build(configuration, app.Connections, app.Catalog, builder =>
        {
            app.UseOwnFiles(builder.Services);
            builder.Services.AddSingleton<IStartupFilter, SignedInByHeader>();
        });
        await web.StartAsync();
        return new(web);
    }

    public Task<HttpClient> ClientAsync(Guid? person) => SignedInByHeader.ClientAsync(new(web.Urls.Single()), person);

    public IReadOnlyList<RouteEndpoint> Endpoints() => [.. ((IEndpointRouteBuilder)web).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>What a circuit of this person has on screen at this address once everything is read, whether or not its door would let him in.</summary>
    public async Task<string> ShowAsync(Type page, IReadOnlyDictionary<string, object?> parameters, Guid person, string address)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var principal = SignedInByHeader.Principal(person.ToString());
        await services.GetRequiredService<CurrentUser>().SetAsync(principal, null, default);
        ((IHostEnvironmentAuthenticationStateProvider)services.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        var root = web.Urls.Single() + "/";
        ((IHostEnvironmentNavigationManager)services.GetRequiredService<NavigationManager>()).Initialize(root, root + address.TrimStart('/'));
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr");
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(page, ParameterView.FromDictionary(parameters.ToDictionary()))).ToHtmlString());
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();
}
