using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts;

/// <summary>Signing in with the application's own services, up to the cookie.</summary>
public sealed class SignInTests(TestApp app) : AppTests(app)
{
    private const string Password = "un long mot de passe";

    [Fact]
    public async Task User_name_at_name_and_e_mail_all_sign_in()
    {
        await using var web = Build();
        var person = await PersonAsync();

        foreach (var name in new[] { person.UserName!, $"@{person.UserName}", $" {person.Email!.ToUpperInvariant()} " })   // both are set
        {
            var (answer, cookie) = await SignInAsync(web, name, Password);
            Assert.IsType<Entered>(answer);
            Assert.Contains("opsflux=", cookie, StringComparison.Ordinal);
        }

        var audit = await App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.Action == AuditAction.SignIn && a.ActorId == person.Id).ToListAsync());
        Assert.Equal((3, person.Id.ToString()), (audit.Count, audit[0].SubjectId));
    }

    [Fact]
    public async Task Wrong_unknown_inactive_and_unstorable_get_one_answer_and_no_cookie()
    {
        await using var web = Build();
        var (person, inactive) = (await PersonAsync(), await PersonAsync(isActive: false));

        foreach (var (name, password) in new[] { (person.UserName!, "faux"), ("nobody.at.all", Password), (inactive.UserName!, Password), ("nul\0", Password), ("", "") })   // both have names
        {
            var (answer, cookie) = await SignInAsync(web, name, password);
            Assert.Same(Refused.Failed, answer);
            Assert.Equal("", cookie);
        }
    }

    [Fact]
    public async Task Who_chose_no_zone_reads_in_the_organisations()
    {
        await App.SqlAsync("update kernel.organisation set zone_id = 'Europe/Paris'");
        await using var web = Build();
        await using var scope = web.Services.CreateAsyncScope();

        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(await PersonAsync());

        Assert.Equal("Europe/Paris", principal.FindFirst(UserClaims.Zone)?.Value);
    }

    [Fact]
    public async Task Signing_in_anew_ends_the_session_before_and_signing_out_the_last()
    {
        await using var web = Build();
        await using var scope = web.Services.CreateAsyncScope();
        var (sessions, doorway) = (scope.ServiceProvider.GetRequiredService<BrowserSessions>(), scope.ServiceProvider.GetRequiredService<Doorway>());
        var (person, context) = (await PersonAsync(), new DefaultHttpContext { RequestServices = scope.ServiceProvider });
        var how = sessions.RequestOf(context);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var entered = Assert.IsType<Entered>(await doorway.EnterAsync(person, SignInMethod.Password, how, default));
            await sessions.AnswerAsync(context, how, entered, default);
            context.User = new(new ClaimsIdentity([new(UserClaims.Session, entered.Session.Id.ToString())], "test"));
            Assert.Equal(1, await OpenAsync(person));
        }

        await sessions.SignOutAsync(context, default);

        Assert.Equal(0, await OpenAsync(person));
        Assert.Contains("\"cache\"", context.Response.Headers["Clear-Site-Data"].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/sign-in")]
    [InlineData("/language")]
    public async Task A_form_that_is_not_from_our_own_page_is_refused_in_words(string address)
    {
        await using var web = Build(("urls", "http://127.0.0.1:0"));
        var person = await PersonAsync();
        var (_, cookie) = await SignInAsync(web, person.UserName!, Password);   // has a name
        await web.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var forged = new HttpRequestMessage(HttpMethod.Post, web.Urls.Single() + address) { Content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("language", "en")]) };
        forged.Headers.Add("Cookie", cookie.Split(';')[0]);

        using var answer = await client.SendAsync(forged);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(App.Services.GetRequiredService<TextCatalog>()["Expired.Title"], WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private Task<int> OpenAsync(User person) => App.WithDbAsync(db => db.Set<Session>().CountAsync(s => s.UserId == person.Id && s.EndedAt == null));

    private WebApplication Build(params (string Key, string Value)[] settings) => WebHosting.Build(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build(), App.Connections, App.Catalog);

    private async Task<User> PersonAsync(bool isActive = true)
    {
        var person = Make.User(isActive: isActive);
        person.Email = $"{person.UserName}@example.com";
        person.NormalizedEmail = person.Email.ToUpperInvariant();
        person.SecurityStamp = "stamp";
        person.LockoutEnabled = true;
        person.PasswordHash = new PasswordHasher<User>().HashPassword(person, Password);
        return await App.SaveAsync(person);
    }

    private static async Task<(DoorAnswer Answer, string Cookie)> SignInAsync(WebApplication web, string name, string password)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var sessions = scope.ServiceProvider.GetRequiredService<BrowserSessions>();
        var how = sessions.RequestOf(context);
        var answer = await scope.ServiceProvider.GetRequiredService<SignIn>().RunAsync(name, password, how, default);
        await sessions.AnswerAsync(context, how, answer, default);
        return (answer, string.Join("; ", context.Response.Headers.SetCookie.Where(c => !c!.StartsWith("opsflux-device", StringComparison.Ordinal))));   // none is null
    }
}
