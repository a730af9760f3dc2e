using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Accounts;

/// <summary>The doors with a second factor whose right code the test names: how codes are made is another's business.</summary>
public sealed class DoorsApp : TestApp
{
    public const string Password = "un long mot de passe", Code = "123456";

    /// <summary>Hashed once: each costs a quarter of a second.</summary>
    private static readonly string Hash = new PasswordHasher<User>().HashPassword(new(), Password);

    public static DoorRequest Stranger { get; } = new() { IpAddress = "198.51.100.7", UserAgent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0" };

    public async Task<User> PersonAsync(Action<User>? change = null)
    {
        var person = Make.User();
        (person.PasswordHash, person.SecurityStamp) = (Hash, "stamp");
        change?.Invoke(person);
        return await SaveAsync(person);
    }

    /// <summary>As somebody at a browser of his own.</summary>
    public static DoorRequest Browser(string? key = null) => Stranger with { DeviceKey = key ?? DeviceKeys.New() };

    public Task<DoorAnswer> SignInAsync(User person, string password, DoorRequest how) => RunAsync((SignIn door) => door.RunAsync(person.UserName!, password, how, default));   // has a name

    /// <summary>By a proof that costs no hash.</summary>
    public Task<DoorAnswer> EnterAsync(User person, DoorRequest how) => RunAsync((Doorway door) => door.EnterAsync(person, SignInMethod.Password, how, default));

    public async Task<Session> SessionAsync(User person, DoorRequest? how = null) => ((Entered)await EnterAsync(person, how ?? Browser())).Session;

    public Task HoldAsync(User person, Role role, params Grant[] grants) => SaveAllAsync([role, new RoleAssignment { RoleId = role.Id, UserId = person.Id }, .. grants]);

    protected override void Change(IServiceCollection services) => services.Replace(ServiceDescriptor.Scoped<ISecondFactor, NamedCode>());

    internal sealed class NamedCode : ISecondFactor
    {
        public Task<bool> HasAsync(AppDbContext db, User person, CancellationToken ct) => Task.FromResult(person.TotpSecret is not null);

        public Task<bool> VerifyAsync(AppDbContext db, User person, string code, Guid? challengeId, CancellationToken ct) => Task.FromResult(code == Code);
    }
}
