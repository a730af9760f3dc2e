using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Assets.Public;

namespace OpsFlux.Modules.Assets.Import;

/// <summary>Marks the texts of imports of equipment.</summary>
public sealed class AssetImportText;

internal static class AssetImportDeclaration
{
    /// <summary>Machines of the sample of predictive maintenance.</summary>
    public static ModuleBuilder AddImports(this ModuleBuilder module) => module
        .Texts<AssetImportText>()
        .Import<PdmMachinesProfile>("equipment", PdmName.Source);
}
