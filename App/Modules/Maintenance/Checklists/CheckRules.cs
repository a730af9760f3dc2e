using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>How an answer is judged.</summary>
internal static class CheckRules
{
    private const int Decimals = 4;

    /// <summary>Judged is what is kept, and shown.</summary>
    public static decimal? AsKept(decimal? value) => value is { } measured ? decimal.Round(measured, Decimals, MidpointRounding.AwayFromZero) : null;

    /// <summary>What a point comes out as: by the limits where something was measured, both of which still pass; null: it is open again.</summary>
    /// <param name="result">As the person said.</param>
    public static CheckResult? Judge(InterventionCheck check, CheckResult? result, decimal? value) => check.Kind switch
    {
        CheckKind.PassFail => result,
        _ when value is { } measured => measured < check.Lowest || measured > check.Highest ? CheckResult.Failed : CheckResult.Passed,
        _ => result is CheckResult.NotApplicable ? result : null,
    };

    /// <summary>Whether the kind of point takes such an answer: a measure is a value or does not apply, the other kind has no value.</summary>
    public static bool Takes(InterventionCheck check, CheckAnswer answer) =>
        check.Kind is CheckKind.Measure ? answer.Result is null or CheckResult.NotApplicable : answer.Value is null;
}
