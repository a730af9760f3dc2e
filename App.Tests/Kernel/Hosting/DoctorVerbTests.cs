using System.Collections;
using System.Globalization;
using System.Resources;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Hosting.Doctor;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Tests.Kernel.Mail.Smtp;
using Xunit;

namespace OpsFlux.Tests.Kernel.Hosting;

/// <summary>Where something does not work, doctor says so and answers 1; a warning is none of that.</summary>
public sealed class DoctorVerbTests(VerbStage stage) : IClassFixture<VerbStage>
{
    private static readonly Dictionary<string, string?> Healthy = new() { ["Site:PublicUrl"] = "https://desk.exemple.fr", ["Mail:From"] = "desk@exemple.fr" };

    [Fact]
    public async Task A_sound_installation_is_answered_with_0()
    {
        await stage.RunAsync("migrate");

        var said = await DoctorAsync();

        Assert.True(said.Code == 0, said.Output);
    }

    [Theory]
    [InlineData("Site:PublicUrl", "desk")]
    [InlineData("Mail:Smtp:Host", "127.0.0.1")]
    [InlineData("Pdf:Chromium", "/nulle/part/chromium")]
    [InlineData("ConnectionStrings:Default", "Host=a;Port=un")]
    public async Task What_does_not_work_is_answered_with_1(string key, string value)
    {
        var said = await DoctorAsync((key, value), ("Mail:Smtp:Port", "1"));

        Assert.Equal(1, said.Code);
        Assert.Contains(DoctorText.Get("Health.Wrong"), said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_that_lets_us_write_is_fine()
    {
        await using var server = new ScriptedServer();

        var said = await DoctorAsync(MailTo(server));

        Assert.Contains(DoctorText.Get("Mail.Fine", "127.0.0.1", server.Port, "desk@exemple.fr"), said.Output, StringComparison.Ordinal);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_mail_server_that_refuses_our_password_is_wrong_and_the_password_stays_unsaid()
    {
        await using var server = new ScriptedServer();

        var said = await DoctorAsync([.. MailTo(server), ("Mail:Smtp:UserName", "desk"), ("Mail:Smtp:Password", "wrong-one")]);

        Assert.Equal(1, said.Code);
        Assert.Contains(DoctorText.Get("Mail.SignIn.Remedy"), said.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_mail_server_has_its_words() => Assert.All(Enum.GetNames<SmtpProblem>(), name =>
    {
        Assert.NotNull(DoctorText.Find($"Mail.{name}", "", 0, ""));
        Assert.NotNull(DoctorText.Find($"Mail.{name}.Remedy"));
    });

    [Fact]
    public async Task Passwords_that_others_can_read_are_wrong()
    {
        var file = stage["bench-accounts.json"];
        await File.WriteAllTextAsync(file, "[]");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var said = await DoctorAsync();
        File.Delete(file);

        Assert.Equal(1, said.Code);
        Assert.Contains(file, said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(DoctorText))]
    [InlineData(typeof(HostingText))]
    public void Texts_have_the_same_keys_in_both_languages(Type texts)
    {
        var resources = new ResourceManager(texts);

        Assert.Equal(Keys(resources, CultureInfo.InvariantCulture), Keys(resources, CultureInfo.GetCultureInfo("en")));
    }

    private static (string, string)[] MailTo(ScriptedServer server) =>
        [("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", server.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Smtp:Security", "None")];

    private static List<string> Keys(ResourceManager resources, CultureInfo culture) =>
        [.. resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order()];   // both files exist

    private Task<Said> DoctorAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Healthy);
        foreach (var (key, value) in settings) all[key] = value;
        return stage.RunAsync(all, "", "doctor");
    }
}
