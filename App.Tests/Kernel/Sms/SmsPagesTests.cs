using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms;
using OpsFlux.Kernel.Sms.Numbers;
using OpsFlux.Kernel.Sms.Pages;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms;

/// <summary>One's own number and the gateway's state, as they are shown.</summary>
public sealed class SmsPagesTests : AppTests<SmsApp>, IAsyncLifetime, IDisposable
{
    private static readonly SmsStatus Off = new(false, true, ["Sms:Url"], ["Sms:Body"], null, false, null, [], new(FakeClock.Start, 0, 0, 0, 0), null, true, 2);

    private readonly BunitContext context = new();
    private readonly IServiceScope scope;

    public SmsPagesTests(SmsApp app) : base(app)
    {
        app.Gateway.Answers(200);
        context.AddShell(app.User);
        scope = app.Services.CreateScope();
        Use<GetPhone>();
        Use<RequestPhoneCode>();
        Use<ConfirmPhone>();
        Use<RemovePhone>();
        Use<SwitchSmsFactor>();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await context.DisposeAsync();

    public void Dispose()
    {
        scope.Dispose();
        context.Dispose();
    }

    [Theory]
    [InlineData("fr", "Téléphone mobile", "Ce n’est pas un numéro de mobile", "Votre numéro est confirmé")]
    [InlineData("en", "Mobile phone", "This is no mobile number", "Your number is confirmed")]
    public async Task A_number_is_typed_corrected_and_confirmed(string language, string title, string wrong, string confirmed)
    {
        using var reader = new InLanguage(language);
        await App.ActAsAsync(await App.PersonAsync());
        var number = SmsApp.NewNumber();
        var card = Card();
        card.WaitForAssertion(() => Assert.Contains(title, card.Markup, StringComparison.Ordinal));

        await card.Find("button").ClickAsync(new());
        await card.Find("#phone").InputAsync(new() { Value = "01 42" });
        await card.Find("form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Contains(wrong, card.Find("#error-Phone").TextContent, StringComparison.Ordinal));
        Assert.Equal("01 42", card.Find("#phone").GetAttribute("value"));
        await card.Find("#phone").InputAsync(new() { Value = number });
        await card.Find("form").SubmitAsync();
        card.WaitForAssertion(() => Assert.Contains(PhoneNumbers.Show(number), card.Markup, StringComparison.Ordinal));
        await card.Find("#phone-code").InputAsync(new() { Value = App.CodeTo(number) });
        await card.Find("form").SubmitAsync();

        card.WaitForAssertion(() => Assert.Contains(confirmed, card.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_on_its_way_is_remembered_when_the_page_is_loaded_again()
    {
        using var reader = new InLanguage("fr");
        await App.ActAsAsync(await App.PersonAsync());
        await App.RunAsync((RequestPhoneCode use) => use.RunAsync(SmsApp.NewNumber(), default));

        var card = Card();

        card.WaitForAssertion(() => Assert.NotEmpty(card.FindAll("#phone-code")));
    }

    [Fact]
    public void Off_it_names_the_keys_and_warns_for_those_who_wait_for_codes()
    {
        using var reader = new InLanguage("fr");

        var shown = context.Render<SmsStatusCard>(p => p.Add(c => c.Status, Off)).Markup;

        foreach (var words in new[] { "Sms:Url", "Sms:Body", "codes de secours" }) Assert.Contains(words, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "certificat")]
    [InlineData("en", "certificate")]
    public void On_it_says_where_messages_go_how_many_went_and_what_failed_last(string language, string words)
    {
        using var reader = new InLanguage(language);
        var counts = new SmsCounts(FakeClock.Start, 7, 1, 2, 3) { LastFailedAt = FakeClock.Start, LastFailure = new(SmsVerdict.Unavailable) { Problem = SmsProblem.Certificate } };

        var shown = context.Render<SmsStatusCard>(p => p.Add(c => c.Status, Off with { IsOn = true, Missing = [], Wrong = [], Host = "sms.exemple.fr:443", Headers = ["X-Api-Key"], Counts = counts })).Markup;

        foreach (var expected in new[] { words, "sms.exemple.fr:443", "X-Api-Key", "7" }) Assert.Contains(expected, shown, StringComparison.Ordinal);
    }

    private IRenderedComponent<PhoneCard> Card() => context.Render<PhoneCard>(p => p.Add(c => c.Proved, async act => Assert.Null((await act()).Refusal)));

    private void Use<T>() where T : class => context.Services.AddSingleton(scope.ServiceProvider.GetRequiredService<T>());
}
