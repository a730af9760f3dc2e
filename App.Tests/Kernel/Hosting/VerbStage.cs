using Microsoft.Extensions.Configuration;
using Npgsql;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Hosting.Verbs;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Hosting;

/// <summary>What a verb answered and said.</summary>
public sealed record Said(int Code, string Output, string Error);

/// <summary>Runs verbs as an operator would, on an empty database and data folder of the test class's own.</summary>
public sealed class VerbStage : IAsyncLifetime, IDisposable
{
    private readonly string database = $"test_{Guid.CreateVersion7():n}";
    private readonly TempFolder folder = new();
    private DatabaseConnections connections = null!;    // set before any test runs

    public string this[string file] => folder[file];

    public async Task InitializeAsync() => connections = await TestCluster.CreateEmptyAsync(database);

    public Task DisposeAsync() => TestCluster.DropAsync(database);

    public void Dispose() => folder.Dispose();

    public Task<Said> RunAsync(params string[] words) => RunAsync([], "", words);

    public async Task<Said> RunAsync(Dictionary<string, string?> settings, string typed, params string[] words)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Folder"] = folder.Path,
            ["ConnectionStrings:Default"] = connections.Application,
            ["ConnectionStrings:Migrations"] = connections.Migrations,
        }).AddInMemoryCollection(settings).Build();
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(typed);
        var arguments = VerbArguments.Parse(words[1..], "demo", "if-empty", "password-stdin");
        var context = new VerbContext(arguments, configuration, new ModuleCatalog(ModuleList.All), output) { Error = error, Input = input };
        var code = await VerbRunner.All().Single(v => v.Name == words[0]).RunAsync(context, default);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>The first column of every row.</summary>
    public async Task<List<T>> AskAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connections.Application);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(reader.GetFieldValue<T>(0));
        return values;
    }
}
