using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Statements;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Api;

/// <summary>Contracts in the words of the API, and back.</summary>
internal static class ContractWriting
{
    private const decimal MinutesInHour = 60;

    public static ContractItem Describe(ContractRow row)
    {
        var c = row.Contract;
        return new()
        {
            Id = c.Id, Number = c.Number, Reference = c.Reference, Name = c.Name, Client = new(c.StructureId, row.Client), Type = c.Type, State = c.State,
            StartsOn = c.StartsOn, EndsOn = c.EndsOn, Balances = Balances(row.Balances), Version = c.Version,
        };
    }

    public static ContractResource Describe(ContractDetails details)
    {
        var c = details.Contract;
        return new()
        {
            Id = c.Id, Number = c.Number, Reference = c.Reference, Name = c.Name, Client = new(c.StructureId, details.Client), Type = c.Type, State = c.State,
            StartsOn = c.StartsOn, EndsOn = c.EndsOn, Balances = Balances(details.Balances), Version = c.Version, Fields = FieldsOf(details), NoticeBy = details.NoticeBy,
        };
    }

    public static ConsumptionItem Describe(StatementLine line) => new(
        line.Line.Id, line.Line.EntryId, line.Line.ReversesId, line.Line.Kind, line.Intervention, line.Line.On, line.Line.BookedOn, line.Line.Unit, line.Line.Units, line.Line.Bearing == ConsumptionBearing.Quote);

    public static ContractFields FieldsOf(ContractDetails details)
    {
        var c = details.Contract;
        return new()
        {
            StructureId = c.StructureId, Reference = c.Reference, Name = c.Name, Type = c.Type, StartsOn = c.StartsOn, EndsOn = c.EndsOn, YearlyAmount = c.YearlyAmount, MonthlyAmount = c.MonthlyAmount, Currency = c.Currency,
            IncludedInterventions = c.IncludedInterventions, IncludedHours = c.IncludedMinutes / MinutesInHour, IncludedPoints = c.IncludedPoints, RenewsByItself = c.RenewsByItself, NoticeDays = c.NoticeDays,
            Overrun = c.Overrun, TolerancePercent = c.TolerancePercent, ScaleId = c.ScaleId, Terms = c.Terms, SiteIds = [.. details.Sites.Select(s => s.Id)], EquipmentIds = [.. details.Equipment.Select(e => e.Id)],
        };
    }

    public static SaveContractRequest RequestOf(ContractFields fields) => new()
    {
        StructureId = fields.StructureId, Reference = fields.Reference, Name = fields.Name, Type = fields.Type, StartsOn = fields.StartsOn, EndsOn = fields.EndsOn, YearlyAmount = fields.YearlyAmount, MonthlyAmount = fields.MonthlyAmount, Currency = fields.Currency,
        IncludedInterventions = fields.IncludedInterventions, IncludedHours = fields.IncludedHours, IncludedPoints = fields.IncludedPoints, RenewsByItself = fields.RenewsByItself, NoticeDays = fields.NoticeDays,
        Overrun = fields.Overrun, TolerancePercent = fields.TolerancePercent, ScaleId = fields.ScaleId, Terms = fields.Terms, SiteIds = fields.SiteIds ?? [], EquipmentIds = fields.EquipmentIds ?? [],
    };

    public static IReadOnlyList<BalanceItem> Balances(IEnumerable<UnitBalance> balances) => [.. balances.Select(b => new BalanceItem(b.Unit, b.Granted, b.Used, b.Left))];
}
