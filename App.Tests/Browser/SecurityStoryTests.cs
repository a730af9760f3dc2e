using Microsoft.Playwright;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Setting up both factors and entering by each, with Chromium's own authenticator in the place of a device.</summary>
[Collection(BrowserTests.Name)]
public sealed class SecurityStoryTests(BrowserApp app) : BrowserTest(app)
{
    [ChromiumFact]
    public async Task An_application_recovery_codes_and_a_passkey_each_let_their_owner_in()
    {
        var person = await App.AddPersonAsync($"lea.fabre.p{Guid.CreateVersion7():n}", "Léa Fabre", "Technician", Support.World.Structure);
        var page = await App.OpenAsync();
        var local = App.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);    // an address of numbers is no passkey's site
        await AddDeviceAsync(page);

        await SignInAsync(page, local, person);
        await page.GotoAsync($"{local}/profile/security");
        await page.ClickAsync("[aria-labelledby=part-app] .btn.main");
        var secret = Base32.Decode(await page.InnerTextAsync(".secret"))!;    // as the page made it
        await page.FillAsync("#first-code", Totp.Code(secret, Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await page.ClickAsync(".enrol .btn.main");
        var code = await page.InnerTextAsync(".code-list li:first-child code");
        await page.ClickAsync(".codes .btn.main");

        await page.Context.ClearCookiesAsync();
        await SignInAsync(page, local, person, waits: false);
        await page.ClickAsync("button[name='Form.UsesRecoveryCode']");
        await page.FillAsync("#code", code);
        await page.ClickAsync("form .btn.main");
        await page.WaitForSelectorAsync(".rail");
        await page.GotoAsync($"{local}/profile/security");
        await page.FillAsync("#passkey-name", "Portable");
        await page.ClickAsync(".passkey-add .btn");
        Assert.Contains("Portable", await page.InnerTextAsync(".passkeys li"), StringComparison.Ordinal);

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"{local}/sign-in");    // the device offers its passkey by itself, since nobody has to choose
        await page.WaitForSelectorAsync(".rail");
    }

    private static async Task SignInAsync(IPage page, string site, Person person, bool waits = true)
    {
        await page.GotoAsync($"{site}/sign-in");
        await page.FillAsync("#user-name", person.User.UserName!);    // has a name
        await page.FillAsync("#password", person.Password);
        await page.ClickAsync("form[data-sign-in] .btn.main");
        if (waits) await page.WaitForSelectorAsync(".rail");
    }

    private static async Task AddDeviceAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
