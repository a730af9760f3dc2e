using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Rates;

namespace OpsFlux.Modules.Maintenance.Contracts.Expiry;

/// <summary>What has to be said of a day that approaches.</summary>
internal sealed record ContractReminder(string Topic, int Step, DateOnly On);

/// <summary>Which reminders of a contract are due: of its end, and of the last day for notice before it.</summary>
internal static class ContractReminders
{
    public const string End = "End", Notice = "Notice";

    /// <summary>Nothing is said earlier.</summary>
    public static readonly int DaysAhead = ContractAlerts.Expiry[0];

    public static IEnumerable<ContractReminder> Of(Contract contract, DateOnly today, IEnumerable<ContractAlert> told)
    {
        var inTerm = told.Where(a => a.Term == contract.StartsOn).ToList();
        if (ContractAlerts.OfExpiry(contract.EndsOn, today, Nearest(End)) is { } end) yield return new(End, end, contract.EndsOn);
        if (contract.NoticeDays is { } days && contract.EndsOn.AddDays(-days) is var by && ContractAlerts.OfExpiry(by, today, Nearest(Notice)) is { } notice) yield return new(Notice, notice, by);

        int? Nearest(string topic) => inTerm.Where(a => a.Topic == topic).Select(a => (int?)a.Step).Min();
    }
}
