using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Assets;

/// <summary>Equipment made by the use cases, and who may do what with it.</summary>
internal static class AssetsScene
{
    private static int made;

    /// <summary>Whoever answers for equipment everywhere.</summary>
    public static void GrantAssets(this TestApp app, Scope scope = Scope.All, params Guid[] structures)
    {
        foreach (var permission in new[] { AssetPermissions.View, AssetPermissions.Manage, AssetPermissions.Operate, AssetPermissions.Export, AssetPermissions.Delete })
            app.User.Grant(permission, scope, structures);
    }

    public static Task<EquipmentType> TypeAsync(this TestApp app, string name = "Presse", string? english = null)
    {
        var number = Interlocked.Increment(ref made);
        return app.SaveAsync(new EquipmentType { Code = $"made-{number}", Name = $"{name} {number}", EnglishName = english });
    }

    /// <summary>Created through the use case; throws where it is refused.</summary>
    public static async Task<Equipment> AddAsync(this TestApp app, Action<CreateEquipmentRequest>? fill = null)
    {
        var created = await app.CreateAsync(fill);
        Assert.Null(created.Refusal);
        return await app.LoadAsync<Equipment>(created.Value!.Id);   // not refused
    }

    public static async Task<Result<CreatedEquipment>> CreateAsync(this TestApp app, Action<CreateEquipmentRequest>? fill = null)
    {
        var request = new CreateEquipmentRequest { Name = "Presse hydraulique", TypeId = (await app.TypeAsync()).Id, StructureId = World.Structure };
        fill?.Invoke(request);
        return await app.RunAsync((CreateEquipment use) => use.RunAsync(request, default));
    }
}
