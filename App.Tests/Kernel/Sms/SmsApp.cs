using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Settings;
using OpsFlux.Kernel.Sms;
using OpsFlux.Kernel.Sms.Numbers;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms;

/// <summary>People with passwords and telephones, and a gateway that keeps what it is sent. Codes by SMS are allowed.</summary>
public sealed partial class SmsApp : TestApp, IAsyncLifetime
{
    public const string Password = "neuf girafes lisent", Key = "a-key-that-nobody-reads";

    private static readonly string Hash = new PasswordHasher<User>().HashPassword(new(), Password);
    private static int numbers = 10_000_000;

    public static DoorRequest Browser { get; } = new() { IpAddress = "198.51.100.7", UserAgent = "Firefox", DeviceKey = DeviceKeys.New() };

    public GatewayHost Gateway { get; } = new();

    public LogBook Log { get; } = new();

    public SmsSettings Settings => new()
    {
        Url = new Uri(Gateway.Address, "/send"),
        Body = """{"to":"{to}","message":"{text}"}""",
        Headers = new Dictionary<string, string> { ["X-Api-Key"] = Key },
    };

    async Task IAsyncLifetime.InitializeAsync()
    {
        await Gateway.StartAsync();
        await InitializeAsync();
        await SaveAsync(new SettingValue { Code = SmsFactor.Allowed.Code, Value = "true" });
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Gateway.DisposeAsync();
        Log.Dispose();
    }

    public static string NewNumber() => $"+2126{Interlocked.Increment(ref numbers)}";

    public Task<int> AllowAsync(bool allowed) => WithDbAsync(db => db.Set<SettingValue>().Where(v => v.Code == SmsFactor.Allowed.Code)
        .ExecuteUpdateAsync(set => set.SetProperty(v => v.Value, allowed ? "true" : "false")));

    public async Task<User> PersonAsync(Action<User>? change = null)
    {
        var person = Make.User(email: $"{Guid.CreateVersion7():n}@exemple.fr");
        (person.PasswordHash, person.SecurityStamp) = (Hash, "stamp");
        change?.Invoke(person);
        return await SaveAsync(person);
    }

    /// <summary>Somebody who is asked for a code by SMS.</summary>
    public Task<User> ProtectedAsync(Action<User>? change = null) => PersonAsync(person =>
    {
        (person.PhoneNumber, person.PhoneNumberConfirmed, person.SmsFactorAt) = (NewNumber(), true, Clock.Now);
        change?.Invoke(person);
    });

    /// <summary>The test acts as this person from here on, in a session that he has just opened.</summary>
    public async Task<Session> ActAsAsync(User person)
    {
        var entered = Assert.IsType<Entered>(await RunAsync((Doorway door) => door.EnterAsync(person, SignInMethod.Password, Browser with { HasSecondFactor = person.SmsFactorAt is not null }, default)));
        User.As(person).SessionId = entered.Session.Id;
        return entered.Session;
    }

    public async Task<string> ChallengeAsync(User person, SignInMethod method = SignInMethod.Password, DoorRequest? how = null) =>
        Assert.IsType<SecondFactorAsked>(await RunAsync((Doorway door) => door.EnterAsync(person, method, how ?? Browser, default))).Challenge;

    /// <summary>The code of the last message to this number.</summary>
    public string CodeTo(string? number) => SixDigits().Match(Gateway.Requests.Last(r => r.Body.Contains(number!, StringComparison.Ordinal)).Body).Groups[1].Value;   // has one

    public int SentTo(string? number) => Gateway.Requests.Count(r => r.Body.Contains(number!, StringComparison.Ordinal));   // as above

    public Task<List<MailMessage>> MailsAsync(User person) => WithDbAsync(db => db.Set<MailMessage>().AsNoTracking().Where(m => m.RecipientId == person.Id).ToListAsync());

    protected override void Change(IServiceCollection services)
    {
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.Replace(ServiceDescriptor.Singleton(Settings));
        services.Replace(ServiceDescriptor.Singleton(new MailSettings
        {
            Smtp = new SmtpSettings("127.0.0.1", 1, SmtpSecurity.None, TimeSpan.FromSeconds(1)),
            From = Mailbox.Parse("OpsFlux <desk@exemple.fr>"),
            PublicUrl = new("https://desk.exemple.fr"),
        }));
    }

    [GeneratedRegex(@"(?<![0-9+])([0-9]{6})(?![0-9])")]
    private static partial Regex SixDigits();
}
