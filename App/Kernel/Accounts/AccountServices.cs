using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts;

public static class AccountServices
{
    /// <summary>Identity's rules and stores, without the cookie, so that verbs can make users too.</summary>
    public static IdentityBuilder AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 220_000);   // OWASP's figure for PBKDF2-HMAC-SHA512
        services.AddScoped<AddUser>();
        services.AddDoors();
        services.AddDataProtection().SetApplicationName("OpsFlux");
        services.AddSingleton<IXmlRepository, DatabaseKeyRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = s.GetRequiredService<IXmlRepository>()));
        return services.AddIdentityCore<User>(Rules).AddEntityFrameworkStores<AppDbContext>();
    }

    /// <summary>The one gate and what stands around it.</summary>
    private static void AddDoors(this IServiceCollection services)
    {
        services.AddCredentials();
        services.AddScoped<Doorway>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<SignInThrottle>();
        services.AddScoped<TestLimit>();
        services.AddScoped<SignInJournal>();
        services.AddScoped<SignInMail>();
        services.AddScoped<AccountMails>();
        services.AddScoped<SessionOpening>();
        services.AddScoped<KnownDevices>();
        services.AddSingleton<DoorChallenges>();
        services.AddSingleton<ThrottledTold>();
        services.AddSingleton<RestingKeys>();
    }

    private static void Rules(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User.RequireUniqueEmail = false;   // people an import brings have none; the database keeps those given unique
        options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    }
}
