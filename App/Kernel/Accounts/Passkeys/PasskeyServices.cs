using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Accounts.Sessions;

namespace OpsFlux.Kernel.Accounts.Passkeys;

internal static class PasskeyServices
{
    private const string Required = "required";

    /// <summary>Identity does the cryptography; a passkey has to verify its owner (finger, face or PIN), so that it counts as two factors.</summary>
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>();
        services.AddScoped<PasskeyCeremony>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            options.UserVerificationRequirement = Required;
            options.ResidentKeyRequirement = Required;   // signing in asks for no name
            if (!Uri.TryCreate(configuration["Site:PublicUrl"], UriKind.Absolute, out var site) || !SignInCookie.IsHttps(configuration)) return;

            // One site, whatever name the proxy was asked by; without https there is only localhost, which the request names.
            options.ServerDomain = site.IdnHost;
            var origin = new UriBuilder(site) { Host = site.IdnHost }.Uri.GetLeftPart(UriPartial.Authority);
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && string.Equals(context.Origin, origin, StringComparison.OrdinalIgnoreCase));
        });
    }
}
