using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Limits;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Audit.Denied;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Hub;
using OpsFlux.Kernel.Reports;

namespace OpsFlux.Kernel.Web;

/// <summary>Builds the web application: services, then the pipeline in the order requests pass it.</summary>
public static class WebHosting
{
    /// <param name="change">Last word on the services, for tests that replace time or switch background work off.</param>
    public static WebApplication Build(
        IConfiguration configuration, DatabaseConnections connections, ModuleCatalog catalog, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(WebHosting).Assembly.GetName().Name,
        });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(configuration["urls"] ?? "http://127.0.0.1:5080").ConfigureKestrel(o => o.AddServerHeader = false);
        builder.Services.AddKernel(connections, catalog).AddBackgroundWork().AddReports().AddWeb(configuration);
        change?.Invoke(builder);

        var app = builder.Build();
        app.UsePipeline(catalog);
        return app;
    }

    private static void AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        // A text of DraftStore.MaxLength arrives whole in one message; the default of 32 KB would end the circuit on a long paste.
        services.AddRazorComponents().AddInteractiveServerComponents(o => o.DisconnectedCircuitMaxRetained = 200)
            .AddHubOptions(o => o.MaximumReceiveMessageSize = 512 * 1024);
        services.AddExceptionHandler<ErrorReference.Log>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<CircuitHandler, UserCircuitHandler>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddAccounts();
        services.AddSignInCookie(configuration);
        services.AddApi();
        services.AddNotificationHub();
        services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicyProvider>();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddScoped<IAuthorizationHandler, SettledSessionHandler>();
        services.AddScoped<AccessWatch>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, DenialHandler>();
        services.AddRequestLocalization(o =>
        {
            o.SetDefaultCulture("fr");
            o.SupportedCultures = o.SupportedUICultures = [.. Languages.All];
            o.RequestCultureProviders = [new UserCultureProvider(), new CookieRequestCultureProvider { CookieName = UserCultureProvider.Cookie }, new AcceptLanguageHeaderRequestCultureProvider(), new OrganisationCultureProvider()];
        });
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    private static void UsePipeline(this WebApplication app, ModuleCatalog catalog)
    {
        // From a proxy on this machine alone: anybody else's X-Forwarded-* counts for nothing.
        app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 });
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true, SuppressDiagnosticsCallback = _ => true });
        app.UseMiddleware<OutagePage>();
        app.UseStatusCodePagesWithReExecute("/not-found", "?status={0}", createScopeForStatusCodePages: true);
        app.UseMiddleware<ApiEdge>();
        app.Use(ReadWhatWasRefused);
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseMiddleware<CurrentUserMiddleware>();
        app.UseMiddleware<DenialJournal>();
        app.UseMiddleware<ApiLimiter>();
        app.UseMiddleware<HubOrigin>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(RefuseForgedForm);
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health").AllowAnonymous();
        app.MapAccountEndpoints();
        catalog.MapEndpoints(app);
        app.MapApi(catalog);
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode();
    }

    /// <summary>The page that tells of a refusal is read, whatever was sent: as the form it would be refused for the same reason.</summary>
    private static Task ReadWhatWasRefused(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null) context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    /// <summary>
    /// The framework only notes a missing or foreign token: an endpoint that reads no form, such as signing out, would run,
    /// and a page answers with nothing at all.
    /// </summary>
    private static Task RefuseForgedForm(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsGet(context.Request.Method) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
