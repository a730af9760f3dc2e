using System.Globalization;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Modules.Assets.Domain;

/// <summary>What people edit of equipment where it stands. Its place, its life cycle and its operating state change by acts of their own.</summary>
public static class EquipmentFields
{
    /// <summary>Days as they pass between page, API and timeline.</summary>
    public const string DayFormat = "yyyy-MM-dd";

    public static readonly IReadOnlyList<RecordField<Equipment>> All =
    [
        RecordField.Text<Equipment>(nameof(Equipment.Name), e => e.Name, (e, v) => e.Name = v ?? "", new RequiredTextAttribute(EquipmentLimits.NameMin, EquipmentLimits.NameMax)) with { Tidy = TypedText.OneLine },
        RecordField.Id<Equipment>(nameof(Equipment.TypeId), e => e.TypeId, (e, v) => e.TypeId = v ?? e.TypeId, required: true),
        Plate(nameof(Equipment.Maker), e => e.Maker, (e, v) => e.Identify(v, e.Model, e.SerialNumber)),
        Plate(nameof(Equipment.Model), e => e.Model, (e, v) => e.Identify(e.Maker, v, e.SerialNumber)),
        Plate(nameof(Equipment.SerialNumber), e => e.SerialNumber, (e, v) => e.Identify(e.Maker, e.Model, v)),
        Day(nameof(Equipment.InstalledOn), e => e.InstalledOn, (e, v) => e.InstalledOn = v),
        Day(nameof(Equipment.WarrantyUntil), e => e.WarrantyUntil, (e, v) => e.WarrantyUntil = v),
        new(nameof(Equipment.MaintenanceEveryDays), e => e.MaintenanceEveryDays?.ToString(CultureInfo.InvariantCulture), WriteInterval),
        Day(nameof(Equipment.NextMaintenanceOn), e => e.NextMaintenanceOn, (e, v) => e.NextMaintenanceOn = v),
    ];

    private static RecordField<Equipment> Plate(string name, Func<Equipment, string?> read, Action<Equipment, string?> write) =>
        RecordField.Text(name, read, write, new OptionalTextAttribute(EquipmentLimits.PlateMax)) with { Tidy = TypedText.OneLine };

    private static RecordField<Equipment> Day(string name, Func<Equipment, DateOnly?> read, Action<Equipment, DateOnly?> write) =>
        new(name, e => read(e)?.ToString(DayFormat, CultureInfo.InvariantCulture), (e, value) =>
        {
            if (value is null)
            {
                write(e, null);
                return true;
            }

            if (!DateOnly.TryParseExact(value, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
            write(e, day);
            return true;
        });

    private static bool WriteInterval(Equipment equipment, string? value)
    {
        if (value is null)
        {
            equipment.MaintenanceEveryDays = null;
            return true;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > EquipmentLimits.MostDays) return false;
        equipment.MaintenanceEveryDays = days;
        return true;
    }
}
