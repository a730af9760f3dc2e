using System.Globalization;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Kernel.Organisation.Demo;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>
/// <c>seed --demo [--if-empty]</c>: the demonstration; <c>seed --tickets N [--open-percent 10]</c>: a large set for
/// measurements. Both in an organisation that has nothing yet.
/// </summary>
internal sealed class SeedVerb : IVerb
{
    private const int Most = 10_000_000;

    public string Name => "seed";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var arguments = context.Arguments;
        if (arguments.UnknownAmong(["demo", "if-empty", "open-percent", .. context.Catalog.Bulks.Keys]) is { } unknown) return await context.MisusedAsync("Option.Unknown", unknown);

        var asked = context.Catalog.Bulks.Keys.Where(arguments.Has).ToList();
        if (arguments.Has("demo") && asked is []) return await DemoAsync(context, ct);
        if (arguments.Has("demo") || asked is not [var option]) return await context.MisusedAsync("Seed.Usage");
        if (Number(arguments.Value(option), 1, Most) is not { } count) return await context.MisusedAsync("Seed.Number", option, 1, Most);
        if (Number(arguments.Value("open-percent") ?? "10", 0, 100) is not { } percent) return await context.MisusedAsync("Seed.Number", "open-percent", 0, 100);
        return await BulkAsync(context, context.Catalog.Bulks[option], count, percent / 100.0, ct);
    }

    private static async Task<int> DemoAsync(VerbContext context, CancellationToken ct)
    {
        var clock = new DemoClock(TimeProvider.System.GetUtcNow());
        return await context.WithServicesAsync(WriteAsync, ct, services => services.AddSingleton<TimeProvider>(clock).AddSingleton(new Mail.MailSettings()));   // nobody in the demonstration has a mailbox

        async Task<int> WriteAsync(IServiceProvider services)
        {
            if (!await IsEmptyAsync(services, ct)) return context.Arguments.Has("if-empty") ? 0 : await context.FailedAsync("Seed.NotEmpty");
            var accounts = await new DemoWorld(services, clock, context.DataFolder).WriteAsync(ct);
            return await DoneAsync(context, accounts, "Seed.Demo", DemoCompany.Name);
        }
    }

    private static Task<int> BulkAsync(VerbContext context, Type bulk, int count, double openShare, CancellationToken ct) => context.WithServicesAsync(async services =>
    {
        if (!await IsEmptyAsync(services, ct)) return await context.FailedAsync("Seed.NotEmpty");
        var progress = new ProgressLine(context.Output, count);
        var accounts = await new BulkWorld(services, context.DataFolder).WriteAsync((IBulkSeed)services.GetRequiredService(bulk), count, openShare, progress, ct);
        return await DoneAsync(context, accounts, "Seed.Bulk", count);
    }, ct);

    private static Task<bool> IsEmptyAsync(IServiceProvider services, CancellationToken ct) =>
        EmptyOrganisation.IsEmptyAsync(services.GetRequiredService<AppDbContext>(), ct);

    private static async Task<int> DoneAsync(VerbContext context, IReadOnlyList<KnownAccount> accounts, string key, object argument)
    {
        await context.Output.WriteLineAsync(HostingText.Get(key, argument));
        await context.Output.WriteAsync(AccountsFile.Table(accounts));
        return 0;
    }

    private static int? Number(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    /// <summary>Writes a line whenever another tenth is done; told by one thread.</summary>
    private sealed class ProgressLine(TextWriter output, int count) : IProgress<int>
    {
        private int tenths;

        public void Report(int value)
        {
            var now = (int)(10L * value / count);
            if (now == tenths) return;
            tenths = now;
            output.WriteLine(HostingText.Get("Seed.Progress", value, count));
        }
    }
}
