using System.Globalization;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>What happens to a contract in the course of time.</summary>
public sealed partial class Contract
{
    /// <summary>Takes a step that the workflow answered for this contract.</summary>
    /// <param name="today">Last day on which work counts, where it is terminated.</param>
    public void Move(Transition<Contract, ContractState, ContractTrigger> step, DateOnly today, string? reason)
    {
        var from = State;
        State = step.To;
        if (step.To == ContractState.Terminated) EndedOn = today;
        if (step.Trigger == ContractTrigger.Renew) BeginNextTerm();
        else Log(new() { Kind = TimelineKind.StateChanged, Field = nameof(State), OldValue = from.ToString(), NewValue = step.To.ToString(), Body = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() });
        Raise(new ContractMoved(Id, from, step.To, step.Trigger));
    }

    /// <summary>As many whole months as the former term where it was of whole months, else as many days; what is included is granted anew.</summary>
    private void BeginNextTerm()
    {
        var (start, months) = (EndsOn.AddDays(1), MonthsOf(StartsOn, EndsOn));
        var end = months is { } whole ? start.AddMonths(whole).AddDays(-1) : start.AddDays(EndsOn.DayNumber - StartsOn.DayNumber);
        Log(new()
        {
            Kind = TimelineKind.FieldChanged, Field = nameof(EndsOn), Reason = "Contract.Renewed",
            OldValue = EndsOn.ToString("O", CultureInfo.InvariantCulture), NewValue = end.ToString("O", CultureInfo.InvariantCulture),
        });
        FirstStartsOn ??= StartsOn;
        (StartsOn, EndsOn) = (start, end);
    }

    /// <summary>Null: the term is not of whole months.</summary>
    private static int? MonthsOf(DateOnly start, DateOnly end)
    {
        var after = end.AddDays(1);
        var months = ((after.Year - start.Year) * 12) + after.Month - start.Month;
        return months > 0 && start.AddMonths(months) == after ? months : null;
    }
}
