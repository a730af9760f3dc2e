using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;

namespace OpsFlux.Modules.Maintenance.Contracts.Pages;

/// <summary>How much of what a contract grants is used, as a bar with what is left beside it.</summary>
internal static class BalanceMark
{
    private const int Full = 100, Warning = 80;

    public static ClockSign Of(TextCatalog texts, UnitBalance balance) => new(
        balance.Percent >= Full ? "bad" : balance.Percent >= Warning ? "warn" : "ok", Math.Min(balance.Percent, Full),
        texts.Format("Contract.UsedOf", texts.Amount(balance.Unit, balance.Used), texts.Amount(balance.Unit, balance.Granted), balance.Percent), texts.Amount(balance.Unit, balance.Left), null, 0, null);
}
