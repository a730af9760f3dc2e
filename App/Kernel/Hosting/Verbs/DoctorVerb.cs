using OpsFlux.Kernel.Hosting.Doctor;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>Looks at everything the application needs and says what to do; changes nothing. 1 when something does not work.</summary>
internal sealed class DoctorVerb : IVerb
{
    private static readonly ICheck[] Checks = [new SettingsCheck(), new FolderCheck(), new DatabaseCheck(), new ZoneCheck(), new MailCheck(), new SmsCheck(), new DirectoryCheck(), new PrintCheck()];

    public string Name => "doctor";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        if (context.Arguments.UnknownAmong() is { } unknown) return await context.MisusedAsync("Option.Unknown", unknown);

        var counts = new int[3];
        foreach (var check in Checks)
            await foreach (var finding in check.ExamineAsync(context, ct))
            {
                counts[(int)finding.Health]++;
                await TellAsync(context.Output, finding);
            }

        await context.Output.WriteLineAsync(DoctorText.Get("Summary", counts[(int)Health.Fine], counts[(int)Health.Warning], counts[(int)Health.Wrong]));
        return counts[(int)Health.Wrong] == 0 ? 0 : 1;
    }

    private static async Task TellAsync(TextWriter output, Finding finding)
    {
        var mark = DoctorText.Get($"Health.{finding.Health}");
        await output.WriteLineAsync($"{mark,-10} {DoctorText.Get(finding.Text, finding.Arguments)}");
        if (DoctorText.Find($"{finding.Text}.Remedy", finding.Arguments) is { } remedy) await output.WriteLineAsync($"{"",-10} → {remedy}");
    }
}
