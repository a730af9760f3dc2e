using System.Collections;
using System.Globalization;
using System.Resources;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Data.Postgres.Server;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data.Postgres;

/// <summary>What stands in the way of a private cluster is told in a sentence that names the remedy.</summary>
public sealed class StartupProblemTests : IDisposable
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr"), English = CultureInfo.GetCultureInfo("en");

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task A_configured_folder_without_programs_is_named()
    {
        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(temp.Path, bin: temp.Path));

        Assert.Equal("postgres-bin-invalid", problem.Code);
        Assert.Contains(temp.Path, problem.In(English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_that_are_too_old_are_refused()
    {
        var bin = ClusterTesting.FakePrograms(temp, version: "13.4");

        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(temp.Path, bin: bin));

        Assert.Equal("postgres-too-old", problem.Code);
    }

    [Fact]
    public async Task A_cluster_of_another_major_names_the_package_to_install()
    {
        await using (await ClusterTesting.StartAsync(temp.Path)) { }
        var bin = ClusterTesting.FakePrograms(temp, version: "99.1");

        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(temp.Path, bin: bin));

        Assert.Equal("cluster-other-major", problem.Code);
        Assert.Contains($"postgresql-{new ClusterFolders(temp.Path).Major()}", problem.In(French), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_next_start_begins_again()
    {
        var bin = ClusterTesting.FakePrograms(temp, version: "15.1", initdbSays: "could not write: No space left on device");

        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(temp.Path, bin: bin));

        Assert.Equal("disk-full", problem.Code);
        await using var next = await ClusterTesting.StartAsync(temp.Path);
    }

    [Fact]
    public async Task Another_failure_carries_what_the_program_said()
    {
        var bin = ClusterTesting.FakePrograms(temp, version: "15.1", initdbSays: "the moon is full");

        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(temp.Path, bin: bin));

        Assert.Equal("postgres-failed", problem.Code);
        Assert.Contains("the moon is full", problem.In(French), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_file_that_does_not_fit_the_data_is_named()
    {
        await using (await ClusterTesting.StartAsync(temp.Path)) { }
        var secret = new ClusterFolders(temp.Path).SecretOf(DatabaseRoles.Superuser);
        await File.WriteAllTextAsync(secret, "another");

        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(temp.Path));

        Assert.Equal("cluster-secret-lost", problem.Code);
        Assert.Contains(secret, problem.In(English), StringComparison.Ordinal);
        Assert.False(File.Exists(new ClusterFolders(temp.Path).PidFile));
    }

    [RootFact]
    public async Task A_folder_closed_to_the_server_s_account_is_named()
    {
        var closed = Directory.CreateDirectory(temp["closed"], ClusterFolders.Private).FullName;

        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync(Path.Combine(closed, "data")));

        Assert.Equal("folder-not-traversable", problem.Code);
        Assert.Contains($"chmod o+x {closed}", problem.In(English), StringComparison.Ordinal);
    }

    [OrdinaryUserFact]
    public async Task A_folder_that_may_not_be_written_is_named()
    {
        var problem = await ClusterTesting.ProblemAsync(() => ClusterTesting.StartAsync("/usr/opsflux"));

        Assert.Equal("folder-not-writable", problem.Code);
    }

    [Fact]
    public void Every_sentence_exists_in_both_languages()
    {
        var texts = new ResourceManager(typeof(PostgresText));

        var french = Keys(CultureInfo.InvariantCulture);

        Assert.NotEmpty(french);
        Assert.Equal(french, Keys(English));
        IEnumerable<string> Keys(CultureInfo culture) =>
            texts.GetResourceSet(culture, true, false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order().ToList();
    }

    [Theory]
    [InlineData("fr_FR.UTF-8", null, "fr")]
    [InlineData("fr_FR.UTF-8", "C.UTF-8", "en")]
    [InlineData("en_US.UTF-8", "fr_MA", "fr")]
    [InlineData(null, null, "en")]
    public void The_terminal_s_language_is_spoken(string? lang, string? all, string expected)
    {
        var culture = ConsoleLanguage.Choose(name => name switch { "LANG" => lang, "LC_ALL" => all, _ => "" });

        Assert.Equal(expected, culture.Name);
    }
}
