using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OpsFlux.Kernel.Accounts.Directory;
using OpsFlux.Kernel.Accounts.Directory.Ldap;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Directory;

/// <summary>What keeps a directory from answering, and the three ways to speak to it.</summary>
public sealed class DirectoryClientTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [SlapdFact]
    public async Task It_answers_over_ldaps_and_start_tls()
    {
        Assert.Null(await CheckAsync());
        Assert.Null(await CheckAsync(("Directory:Url", slapd.Plain)));
        Assert.Null(await CheckAsync(("Directory:Url", slapd.Plain), ("Directory:StartTls", "false")));
    }

    [SlapdFact]
    public async Task An_authority_that_is_not_ours_ends_it()
    {
        Assert.Equal(DirectoryProblem.Certificate, await CheckAsync(("Directory:CaFile", "")));
        Assert.Equal(DirectoryProblem.Certificate, await CheckAsync(("Directory:CaFile", ""), ("Directory:Url", slapd.Plain)));
        Assert.Equal(DirectoryProblem.Certificate, await CheckAsync(("Directory:Url", slapd.Tls.Replace("127.0.0.1", "localhost", StringComparison.Ordinal))));   // not its name
    }

    [SlapdFact]
    public async Task A_wrong_account_and_a_wrong_base_are_told_apart()
    {
        Assert.Equal(DirectoryProblem.Account, await CheckAsync(("Directory:BindPassword", "wrong")));
        Assert.Equal(DirectoryProblem.Account, await CheckAsync(("Directory:BindPassword", "")));
        Assert.Equal(DirectoryProblem.Base, await CheckAsync(("Directory:BaseDn", "dc=other,dc=fr")));
    }

    [Fact]
    public async Task Nobody_there_silence_and_nonsense_are_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        (string, string) quickly = ("Directory:TimeoutSeconds", "1");

        Assert.Equal(DirectoryProblem.Silent, await CheckAsync(("Directory:Url", $"ldap{url}"), quickly));
        Assert.Equal(DirectoryProblem.Silent, await CheckAsync(("Directory:Url", $"ldaps{url}"), quickly));
        listener.Stop();
        Assert.Equal(DirectoryProblem.Unreachable, await CheckAsync(("Directory:Url", $"ldap{url}"), quickly));
    }

    [Fact]
    public async Task A_server_that_goes_away_between_bind_and_search_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().ReadAtLeastAsync(new byte[1000], 1);
            await client.GetStream().WriteAsync(Convert.FromHexString("300C02010161070A010004000400"));
        });

        var problem = await CheckAsync(("Directory:Url", $"ldap://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), ("Directory:StartTls", "false"));

        await answering;
        Assert.Equal(DirectoryProblem.Unreachable, problem);
    }

    [SlapdFact]
    public async Task More_than_it_gives_out_is_never_taken_for_all()
    {
        await slapd.AddAsync([.. Enumerable.Range(0, 70).Select(i => $"dn: cn=g{i},ou=groups,{SlapdFiles.Base}\nobjectClass: groupOfNames\ncn: g{i}\nmember: uid=many,ou=people,{SlapdFiles.Base}\n")]);
        await slapd.AddAsync(SlapdFiles.Person("many", "Many Groups"));

        var e = await Assert.ThrowsAsync<LdapUnavailableException>(() => Client(
            ("Directory:Roles:0:Group", "cn=g1"), ("Directory:Roles:0:Role", "User")).FindAsync(new("many", null, null), default));

        Assert.Equal(DirectoryProblem.TooMany, e.Problem);
    }

    [Theory]
    [InlineData("Directory:Url", "http://x")]
    [InlineData("Directory:UserFilter", "(uid=alice)")]
    [InlineData("Directory:UserFilter", "(uid={0}")]
    [InlineData("Directory:TimeoutSeconds", "0")]
    [InlineData("Directory:StartTls", "maybe")]
    [InlineData("Directory:Kind", "Novell")]
    public void A_key_that_cannot_be_read_turns_it_off_and_is_named(string key, string value)
    {
        var settings = slapd.Settings((key, value));

        Assert.False(settings.IsOn);
        Assert.Equal([key], settings.Wrong);
    }

    [Fact]
    public void Active_directory_is_known_by_its_own_words()
    {
        var settings = slapd.Settings(("Directory:Kind", "ActiveDirectory"));

        Assert.Equal((true, "objectGUID", null), (settings.IsOn, settings.IdAttribute, settings.GroupBase));
        Assert.Equal(
            "(objectGUID=\\33\\22\\11\\00\\55\\44\\77\\66\\88\\99\\aa\\bb\\cc\\dd\\ee\\ff)", DirectoryPerson.Condition("00112233-4455-6677-8899-aabbccddeeff", settings));
    }

    [Theory]
    [InlineData("userAccountControl", "514", true)]
    [InlineData("userAccountControl", "512", false)]
    [InlineData("pwdAccountLockedTime", "000001010000Z", true)]
    [InlineData("nsAccountLock", "TRUE", true)]
    [InlineData("accountExpires", "9223372036854775807", false)]
    [InlineData("accountExpires", "0", false)]
    [InlineData("accountExpires", "132000000000000000", true)]
    public void Whom_the_directory_disabled_is_known(string attribute, string value, bool isDisabled)
    {
        var entry = new LdapEntry("cn=x", new Dictionary<string, IReadOnlyList<byte[]>> { [attribute] = [System.Text.Encoding.UTF8.GetBytes(value)] });

        Assert.Equal(isDisabled, DirectoryPerson.Of(entry, slapd.Settings(), FakeClock.Start).IsDisabled);
    }

    private DirectoryClient Client(params (string Key, string Value)[] changes)
    {
        var clock = new FakeClock();
        return new(slapd.Settings(changes), new DirectoryBreaker(clock), clock, NullLogger<DirectoryClient>.Instance);
    }

    private async Task<DirectoryProblem?> CheckAsync(params (string Key, string Value)[] changes) => (await Client(changes).CheckAsync(default))?.Problem;
}
