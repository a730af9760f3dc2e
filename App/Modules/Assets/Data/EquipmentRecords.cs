using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>Answers the kernel for equipment.</summary>
internal sealed class EquipmentRecords() : RecordKindOf<Equipment>(
    Equipment.RecordKind, new(AssetPermissions.View, AssetPermissions.Operate, AssetPermissions.Operate, AssetPermissions.Manage))
{
    protected override Expression<Func<Equipment, string>> Title => e => e.Name;

    protected override Expression<Func<Equipment, bool>> IsOpen => e => e.LifeCycle != LifeCycle.Retired;

    protected override RecordCard CardOf(Equipment record) =>
        new(record.Ref, record.Number, record.Name, "/equipment/" + record.Number, $"OperatingState.{record.State}", record.StructureId);

    protected override bool Owns(Equipment record, Guid userId) => false;
}
