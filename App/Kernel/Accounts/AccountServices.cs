using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts;

public static class AccountServices
{
    /// <summary>Identity's rules and stores, without the cookie, so that verbs can make users too.</summary>
    public static IdentityBuilder AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 220_000);   // OWASP's figure for PBKDF2-HMAC-SHA512
        services.AddScoped<AddUser>();
        return services.AddIdentityCore<User>(Rules).AddEntityFrameworkStores<AppDbContext>();
    }

    private static void Rules(IdentityOptions options)
    {
        // Length and a lock-out instead of rules of composition, as NIST 800-63B asks.
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;   // with passkeys
        options.User.RequireUniqueEmail = false;   // people an import brings have none; the database keeps those given unique
        options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    }
}
