using Xunit;

namespace OpsFlux.Tests.Kernel.Hosting;

/// <summary>The way in for the first administrator.</summary>
public sealed class UserVerbTests(VerbStage stage) : IClassFixture<VerbStage>
{
    [Fact]
    public async Task The_first_person_brings_the_organisation_and_gets_a_password_once()
    {
        var said = await AddAsync("amina.idrissi.atlas", "--organisation", "Atlas");

        Assert.Equal(0, said.Code);
        var password = said.Output.Trim().Split(' ')[^1];
        Assert.True(password.Length >= 16, password);
        Assert.Equal(["Administrator"], await RolesOfAsync("amina.idrissi.atlas"));
        Assert.Single(await stage.AskAsync<Guid>("select id from kernel.structures where parent_id is null"));
        Assert.Equal(1, (await stage.AskAsync<long>("select count(*) from kernel.organisation")).Single());
    }

    [Fact]
    public async Task A_name_may_be_typed_as_it_is_shown()
    {
        var said = await AddAsync("@Salim.Idrissi.Atlas");

        Assert.Equal(0, said.Code);
        Assert.Equal(["Administrator"], await RolesOfAsync("salim.idrissi.atlas"));
    }

    [Fact]
    public async Task A_password_that_is_given_is_not_printed()
    {
        var said = await stage.RunAsync([], "un assez long secret\n", Words("nora.idrissi.atlas", "--password-stdin"));

        Assert.Equal(0, said.Code);
        Assert.DoesNotContain("secret", said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("atlas.nora", "", "n1@atlas.example", "User", "", "atlas.nora")]
    [InlineData("élodie.idrissi.atlas", "", "n2@atlas.example", "User", "", "élodie")]
    [InlineData("n3.idrissi.atlas", "", "pas une adresse", "User", "", "pas une adresse")]
    [InlineData("n4.idrissi.atlas", "", "n4@atlas.example", "Patron", "", "HseManager")]
    [InlineData("n5.idrissi.atlas", "", "n5@atlas.example", "User", "NULLEPART", "NULLEPART")]
    [InlineData("n6.idrissi.atlas", "court", "n6@atlas.example", "User", "", "12")]
    public async Task What_cannot_be_is_told_in_a_sentence(string userName, string password, string email, string role, string structure, string named)
    {
        string[] more = [.. structure.Length > 0 ? ["--structure", structure] : Array.Empty<string>(), .. password.Length > 0 ? ["--password-stdin"] : Array.Empty<string>()];

        var said = await stage.RunAsync([], password + "\n", ["user", "add", userName, "--email", email, "--name", "N. Idrissi", "--role", role, .. more]);

        Assert.Equal(1, said.Code);
        Assert.Contains(named, said.Error, StringComparison.Ordinal);
        Assert.Empty(await RolesOfAsync(userName));
    }

    [Fact]
    public async Task Nobody_is_added_twice_by_name_or_by_address()
    {
        await AddAsync("hind.idrissi.atlas");

        var sameName = await stage.RunAsync("user", "add", "hind.idrissi.atlas", "--email", "autre@atlas.example", "--name", "Hind", "--role", "User");
        var sameMail = await stage.RunAsync("user", "add", "hind2.idrissi.atlas", "--email", "hind.idrissi.atlas@atlas.example", "--name", "Hind", "--role", "User");

        Assert.Equal((1, 1), (sameName.Code, sameMail.Code));
        Assert.Single(await RolesOfAsync("hind.idrissi.atlas"));
    }

    [Theory]
    [InlineData("user")]
    [InlineData("user", "remove", "hind.idrissi.atlas")]
    [InlineData("user", "add", "n7.idrissi.atlas", "--email", "n7@atlas.example", "--role", "User")]
    [InlineData("user", "add", "n8.idrissi.atlas", "--mail", "n8@atlas.example")]
    public async Task Wrong_arguments_are_told_and_answered_with_2(params string[] words)
    {
        var said = await stage.RunAsync(words);

        Assert.Equal(2, said.Code);
        Assert.NotEmpty(said.Error);
    }

    private Task<Said> AddAsync(string userName, params string[] more) => stage.RunAsync(Words(userName, more));

    private static string[] Words(string userName, params string[] more) =>
        ["user", "add", userName, "--email", $"{userName.TrimStart('@')}@atlas.example", "--name", "Une Personne", "--role", "administrator", .. more];

    private Task<List<string>> RolesOfAsync(string userName) => stage.AskAsync<string>(
        $"select r.code from kernel.users u join kernel.role_assignments a on a.user_id = u.id join kernel.roles r on r.id = a.role_id where u.user_name = '{userName}'");
}
