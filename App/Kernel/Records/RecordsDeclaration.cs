using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records.Merging;

namespace OpsFlux.Kernel.Records;

internal static class RecordsDeclaration
{
    /// <summary>What hangs on any record: watchers, tags, links.</summary>
    public static ModuleBuilder AddRecords(this ModuleBuilder module) => module
        .AddMergeable<MergedWatchers>()
        .AddMergeable<MergedTags>()
        .AddMergeable<MergedLinks>();
}
