using System.Linq.Expressions;
using OpsFlux.Kernel.Access;
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

    /// <summary>What one person may do with what hangs on it, of a row that he may see.</summary>
    public static RecordAccess AccessOf(Equipment record, ICurrentUser user)
    {
        bool Covers(string permission) => user.Can(permission, record.StructureId, isOwn: false);
        return new(Card(record), () => Covers(AssetPermissions.Operate), () => Covers(AssetPermissions.Operate), () => Covers(AssetPermissions.Manage));
    }

    protected override RecordCard CardOf(Equipment record) => Card(record);

    protected override bool Owns(Equipment record, Guid userId) => false;

    private static RecordCard Card(Equipment record) =>
        new(record.Ref, record.Number, record.Name, "/equipment/" + record.Number, $"OperatingState.{record.State}", record.StructureId);
}
