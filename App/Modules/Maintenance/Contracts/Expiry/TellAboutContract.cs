using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Expiry;

/// <summary>What people can be told of contracts. Texts: <c>News.{code}</c>.</summary>
public static class ContractNews
{
    public static readonly NewsKind Used = new("maintenance.contract.used", NotificationCategory.Alert);
    public static readonly NewsKind Ending = new("maintenance.contract.ending", NotificationCategory.Reminder);
    public static readonly NewsKind Ended = new("maintenance.contract.ended", NotificationCategory.Closing);

    public static readonly NewsKind[] All = [Used, Ending, Ended];
}

/// <summary>Tells those who look after a contract what becomes of it: people of our own who may manage it, and nobody of the client.</summary>
public sealed class TellAboutContract(IDbContextFactory<AppDbContext> dbs, Keepers keepers, Notifier notifier) :
    IEventHandler<ContractUsed>, IEventHandler<ContractEnding>, IEventHandler<ContractMoved>
{
    private const int High = 2, UsedUp = 100;

    public Task HandleAsync(Envelope<ContractUsed> envelope, CancellationToken ct)
    {
        var (percent, unit) = (envelope.Data.Percent, NewsArgument.Text($"ContractUnit.{envelope.Data.Unit}"));
        return TellAsync(envelope, ContractNews.Used, percent >= UsedUp ? "Notify.ContractUsedUp" : "Notify.ContractUsed", percent >= UsedUp ? High : 1, ct, unit, percent.ToString(CultureInfo.InvariantCulture));
    }

    public Task HandleAsync(Envelope<ContractEnding> envelope, CancellationToken ct) => TellAsync(
        envelope, ContractNews.Ending, envelope.Data.IsNotice ? "Notify.ContractNotice" : "Notify.ContractEnding", envelope.Data.IsNotice ? High : 1, ct,
        Day(envelope.Data.On), envelope.Data.Days.ToString(CultureInfo.InvariantCulture));

    public Task HandleAsync(Envelope<ContractMoved> envelope, CancellationToken ct) => envelope.Data.Trigger switch
    {
        ContractTrigger.Expire => TellAsync(envelope, ContractNews.Ended, "Notify.ContractExpired", 1, ct),
        ContractTrigger.Renew => TellAsync(envelope, ContractNews.Ended, "Notify.ContractRenewed", 1, ct),
        _ => Task.CompletedTask,
    };

    private async Task TellAsync<TEvent>(Envelope<TEvent> envelope, NewsKind kind, string text, int priority, CancellationToken ct, params string[] more) where TEvent : IEvent
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var contract = await db.Set<Contract>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == envelope.Record.Id, ct);
        if (contract is null) return;
        var message = new Message(kind, text, $"/contracts/{contract.Number}", [contract.Reference, contract.Name, .. more]) { Priority = priority };
        await notifier.TellAsync(envelope.Id, envelope.ActorId, envelope.Record, await keepers.OfAsync(db, MaintenancePermissions.ManageContracts, contract.StructureId, ct), message, ct);
    }

    /// <summary>The same in every language.</summary>
    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
