using System.Globalization;
using System.Runtime.CompilerServices;
using OpsFlux.Kernel.Hosting.Verbs;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>Time-zone rules and language data come from the system: without them dates and French sorting would be wrong, silently.</summary>
internal sealed class ZoneCheck : ICheck
{
    private static readonly string[] Zones = [ReaderZone.DefaultZoneId, "Europe/Paris"];

    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var missing = Zones.Where(z => !TimeZoneInfo.TryFindSystemTimeZoneById(z, out _)).ToList();
        yield return missing.Count == 0 ? Finding.Fine("Zones.Fine") : Finding.Wrong("Zones.Missing", string.Join(", ", missing));

        // In invariant mode every culture formats as English does.
        var month = CultureInfo.GetCultureInfo("fr").DateTimeFormat.GetMonthName(1);
        yield return month == "janvier" ? Finding.Fine("Languages.Fine") : Finding.Wrong("Languages.Missing");
    }
}
