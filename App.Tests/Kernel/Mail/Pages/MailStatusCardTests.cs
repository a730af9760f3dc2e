using Bunit;
using OpsFlux.Kernel.Mail.Pages;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Pages;

/// <summary>Whether mail leaves, and what to do where it does not.</summary>
public sealed class MailStatusCardTests : IDisposable
{
    private static readonly MailStatus Running = new(true, [], [], "mail.exemple.fr:587", "OpsFlux <desk@exemple.fr>", 3);

    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void Off_it_names_the_keys_to_set_and_those_to_mend()
    {
        var shown = Text(Running with { IsOn = false, Missing = ["Mail:From"], Wrong = ["Mail:Smtp:Port"] });

        Assert.Contains("Mail:From", shown, StringComparison.Ordinal);
        Assert.Contains("Mail:Smtp:Port", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Paused_it_says_why_in_the_server_s_words_and_that_nothing_is_lost()
    {
        var shown = Text(Running with { PausedSince = FakeClock.Start, Problem = SmtpProblem.SignIn, Answer = "535 no", NextProbeAt = FakeClock.Start.AddSeconds(30) });

        Assert.Contains("535 no", shown, StringComparison.Ordinal);
        Assert.Contains("Aucun n’est perdu", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_it_says_through_whom_and_how_many_wait() => Assert.Contains("mail.exemple.fr:587", Text(Running), StringComparison.Ordinal);

    private string Text(MailStatus status) => context.Render<MailStatusCard>(p => p.Add(c => c.Status, status)).Markup;
}
