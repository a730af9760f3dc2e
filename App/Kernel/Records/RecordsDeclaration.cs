using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records.Merging;
using OpsFlux.Kernel.Records.Timeline;

namespace OpsFlux.Kernel.Records;

internal static class RecordsDeclaration
{
    /// <summary>What hangs on any record: watchers, tags, links, its timeline.</summary>
    public static ModuleBuilder AddRecords(this ModuleBuilder module) => module
        .Texts<TimelineText>()
        .AddMergeable<MergedWatchers>()
        .AddMergeable<MergedTags>()
        .AddMergeable<MergedLinks>();
}
