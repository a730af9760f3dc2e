using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts;

/// <summary>People with passwords and factors, and mail that is queued and goes nowhere.</summary>
public sealed class CredentialsApp : TestApp
{
    public const string Password = "neuf girafes lisent";

    private string? hash;

    public static DoorRequest Browser { get; } = new() { IpAddress = "198.51.100.7", UserAgent = "Firefox", DeviceKey = DeviceKeys.New() };

    public async Task<User> PersonAsync(Action<User>? change = null)
    {
        var person = Make.User(email: $"{Guid.CreateVersion7():n}@exemple.fr");
        person.PasswordHash = hash ??= await HashAsync();
        change?.Invoke(person);
        return await SaveAsync(person);
    }

    /// <summary>The test acts as this person from here on, in a session that he has just opened.</summary>
    public async Task<Session> ActAsAsync(User person)
    {
        var how = Browser with { HasSecondFactor = person.TotpSecret is not null };
        var entered = Assert.IsType<Entered>(await RunAsync((Doorway door) => door.EnterAsync(person, SignInMethod.Password, how, default)));
        User.As(person).SessionId = entered.Session.Id;
        return entered.Session;
    }

    /// <summary>Sets up an application for the person the test acts as; answers its secret and the recovery codes.</summary>
    internal async Task<(byte[] Secret, IReadOnlyList<string> Codes)> EnrolAsync()
    {
        var begun = (await RunAsync((EnrolAuthenticator enrol) => enrol.BeginAsync(default))).Value!;    // a refusal fails the test
        var secret = Base32.Decode(begun.Secret)!;    // as it was made
        var confirmed = await RunAsync((EnrolAuthenticator enrol) => enrol.ConfirmAsync(begun.Ticket, CodeOf(secret), default));
        Assert.Null(confirmed.Refusal);
        Clock.Advance(TimeSpan.FromMinutes(1));    // the next code is another
        return (secret, confirmed.Value!.Codes);    // not refused
    }

    internal string CodeOf(byte[] secret) => Totp.Code(secret, Totp.StepAt(Clock.Now));

    public Task<bool> VerifyAsync(User person, string code) => WithScopeAsync(async (services, db) => await services.GetRequiredService<ISecondFactor>().VerifyAsync(db, person, code, null, default));

    public Task<List<MailMessage>> MailsAsync(User person) => WithDbAsync(db => db.Set<MailMessage>().AsNoTracking().Where(m => m.RecipientId == person.Id).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync());

    /// <summary>A role that asks for a second factor.</summary>
    public static Role Strict() => new() { Code = $"strict-{Guid.CreateVersion7():n}", Name = "Strict", RequiresSecondFactor = true };

    private async Task<string> HashAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<IPasswordHasher<User>>().HashPassword(new(), Password);
    }

    private async Task<T> WithScopeAsync<T>(Func<IServiceProvider, OpsFlux.Kernel.Data.AppDbContext, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<OpsFlux.Kernel.Data.AppDbContext>>().CreateDbContextAsync();
        return await act(scope.ServiceProvider, db);
    }

    protected override void Change(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton(new MailSettings
    {
        Smtp = new SmtpSettings("127.0.0.1", 1, SmtpSecurity.None, TimeSpan.FromSeconds(1)),
        From = Mailbox.Parse("OpsFlux <desk@exemple.fr>"),
        PublicUrl = new("https://desk.exemple.fr"),
    }));
}
