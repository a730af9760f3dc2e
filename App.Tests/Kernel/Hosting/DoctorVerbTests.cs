using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Resources;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Hosting.Doctor;
using Xunit;

namespace OpsFlux.Tests.Kernel.Hosting;

/// <summary>Where something does not work, doctor says so and answers 1; a warning is none of that.</summary>
public sealed class DoctorVerbTests(VerbStage stage) : IClassFixture<VerbStage>
{
    private static readonly Dictionary<string, string?> Healthy = new() { ["Site:PublicUrl"] = "https://desk.exemple.fr" };

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
    public async Task A_mail_server_that_greets_is_fine()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var greeting = GreetAsync(server);
        var port = ((IPEndPoint)server.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var said = await DoctorAsync(("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", port));
        await greeting;

        Assert.Contains($"127.0.0.1:{port}", said.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(DoctorText.Get("Mail.Greeting.Remedy"), said.Output, StringComparison.Ordinal);
    }

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

    private static async Task GreetAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("220 mail.exemple.fr ESMTP\r\n"u8.ToArray());
    }

    private static List<string> Keys(ResourceManager resources, CultureInfo culture) =>
        [.. resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order()];   // both files exist

    private Task<Said> DoctorAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Healthy);
        foreach (var (key, value) in settings) all[key] = value;
        return stage.RunAsync(all, "", "doctor");
    }
}
