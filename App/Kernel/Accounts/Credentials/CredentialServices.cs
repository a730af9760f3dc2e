using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.Passkeys;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Accounts.Credentials;

/// <summary>Marks the texts of passwords, links, second factors and passkeys.</summary>
public sealed class CredentialsText;

internal static class CredentialServices
{
    /// <summary>Before Identity's own, which stands back where a rule is there already.</summary>
    public static void AddCredentials(this IServiceCollection services)
    {
        services.AddScoped<IPasswordValidator<User>, PasswordRule>();
        services.AddScoped<SmsFactor>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<ISecondFactor>(s => s.GetRequiredService<SecondFactors>());
        services.AddScoped<CredentialMails>();
        services.AddScoped<CredentialChange>();
        services.AddScoped<NewPasswords>();
        services.AddScoped<AccountLinks>();
        services.AddPasskeys();
    }

    /// <summary>One's own page, and the requests that a passkey needs.</summary>
    public static ModuleBuilder AddCredentials(this ModuleBuilder module) => module
        .Texts<CredentialsText>()
        .Profile("/profile/security", "Security.Title", order: 20)
        .Job<PurgeAccountLinks>("accounts.purge-links", "0 50 2 * * ?")
        .Endpoints(PasskeyEndpoints.Map);
}
