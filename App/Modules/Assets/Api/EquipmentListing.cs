using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Modules.Assets.Api;

/// <summary>The list of equipment: the filters of the page under the same names, and the whole life cycle where none is named.</summary>
[Needs(AssetPermissions.View)]
public sealed class EquipmentListing(ListEquipment list) : IUseCase
{
    internal static readonly ApiListOf Declared = new(["name", "number", "nextMaintenanceOn", "warrantyUntil"],
    [
        ApiParameter.OneOf<EquipmentView>("view", "Which equipment."),
        ApiParameter.Id("type", "Types; at most 50.") with { IsMany = true, LongestText = 2_000 },
        ApiParameter.Id("structure", "Structure to which it belongs."),
        ApiParameter.Id("site", "Site where it stands."),
        ApiParameter.AnyOf<OperatingState>("state", "Operating states."),
        new("tag", "Tag."),
        ApiParameter.AnyOf<LifeCycle>("lifecycle", "Parts of the life cycle, or `any` (the usual one) alone.", "any"),
    ]);

    private static readonly Dictionary<string, string> Sorts = new() { ["nextMaintenanceOn"] = "next", ["warrantyUntil"] = "warranty" };

    public async Task<ApiAnswer> RunAsync(ApiListRequest request, CancellationToken ct)
    {
        var asked = new Dictionary<string, string>(request.Filters) { ["lifecycle"] = request.Filters.GetValueOrDefault("lifecycle", "any") };
        var filter = EquipmentFilter.Parse(ApiFilters.Of(request, asked, Sorts));
        if (filter.Failed) return ApiFilters.Refused(filter.Refusal, AssetRefusals.UnknownFilter);
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        if (page.Failed) return ApiFilters.Refused(page.Refusal, AssetRefusals.UnknownFilter);
        return ApiAnswer.Ok(new ApiList<EquipmentItem>
        {
            Items = [.. page.Value.Rows.Select(EquipmentWriting.Describe)],
            Next = request.Next(page.Value.Next),
            Total = request.WithTotal ? await list.CountAsync(filter.Value, ApiListOf.MostCounted, ct) : null,
        });
    }
}
