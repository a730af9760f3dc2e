using System.Globalization;
using System.Runtime.InteropServices;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting.Verbs;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Hosting;

/// <summary>Finds the verb on the command line and runs it; what an operator has to put right is one sentence and exit code 1.</summary>
public static class VerbRunner
{
    private static readonly string[] Flags = ["demo", "dry-run", "skip-bad", "if-empty", "password-stdin", "help"];

    public static async Task<int> RunAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = ConsoleLanguage.Culture;
        var name = args is [var first, ..] && !first.StartsWith('-') ? first : "serve";
        var words = name == "serve" && args is not ["serve", ..] ? args : args[1..];
        var verb = All().SingleOrDefault(v => v.Name == name);
        if (verb is null || words.Contains("--help")) return Help(verb is null ? name : null);

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, stop));
        return await RunAsync(verb, words, modules, stop.Token);
    }

    private static async Task<int> RunAsync(IVerb verb, string[] words, IReadOnlyList<IModule> modules, CancellationToken ct)
    {
        try
        {
            var context = new VerbContext(VerbArguments.Parse(words, Flags), Configure(words), new ModuleCatalog(modules), Console.Out);
            return await verb.RunAsync(context, ct);
        }
        catch (StartupProblem problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return StartupProblem.ExitCode;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 130;
        }
    }

    internal static IReadOnlyList<IVerb> All() =>
        [.. typeof(VerbRunner).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IVerb)))
            .Select(t => (IVerb)Activator.CreateInstance(t)!).OrderBy(v => v.Name)];

    /// <summary>appsettings.json and appsettings.Production.json beside the program, then the environment, then --Key=value.</summary>
    private static IConfigurationRoot Configure(string[] words) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.Production.json"), optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine([.. words.Where(w => w.StartsWith("--", StringComparison.Ordinal) && w.Contains(':') && w.Contains('='))])
        .Build();

    private static int Help(string? unknown)
    {
        if (unknown is not null) Console.Error.WriteLine(HostingText.Get("Verb.Unknown", unknown));
        foreach (var verb in All()) Console.Error.WriteLine($"  App {verb.Name,-8} {HostingText.Get($"Verb.{verb.Name}")}");
        return unknown is null ? 0 : 2;
    }

    private static void Cancel(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
