using System.Globalization;
using OpsFlux.Kernel.Import;
using OpsFlux.Modules.Assets.Public;

namespace OpsFlux.Modules.Maintenance.Import;

/// <summary>A component failed, or was replaced: one row, and one intervention. What stands in both files is the same event.</summary>
internal sealed record PdmEvent(string Machine, string Component, DateTimeOffset At)
{
    /// <param name="column">Where this file has the component.</param>
    /// <returns>Null when something on the row is wrong; what, stands in its errors.</returns>
    public static PdmEvent? Read(ImportRow row, string column)
    {
        row.Require("datetime");
        var (machine, component, at) = (PdmName.Read(row, "machineID"), PdmName.Read(row, column), row.Instant("datetime"));
        return row.Errors.Count > 0 || machine is null || component is null || at is null ? null : new(machine, component, at.Value);
    }

    /// <summary>By what it is found again, in whichever file it stands.</summary>
    public string KeyIn(Guid structureId) =>
        ImportedEquipment.KeyOf(PdmName.Source, structureId, Machine, Component, At.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
}
