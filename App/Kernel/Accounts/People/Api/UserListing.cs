using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Accounts.People.Api;

/// <summary>The list of people, with the filters of the page.</summary>
[Needs(UserPermissions.View)]
public sealed class UserListing(ListUsers list) : IUseCase
{
    private const string Factor = "hasSecondFactor";

    internal static readonly ApiListOf Declared = new(["createdAt", "name", "userName"],
    [
        ApiParameter.Id("structure", "Structures, with all that stands below them.") with { IsMany = true, LongestText = 2_000 },
        ApiParameter.AnyOf<PersonState>("state", "Where the account stands."),
        ApiParameter.OneOf<PersonSource>("source", "Where the account comes from."),
        ApiParameter.Id("role", "Roles held, straight or by a group.") with { IsMany = true, LongestText = 2_000 },
        ApiParameter.Id("group", "Groups.") with { IsMany = true, LongestText = 2_000 },
        new(Factor, "Whether a second proof is asked for.") { IsFlag = true },
    ]);

    public async Task<ApiAnswer> RunAsync(ApiListRequest request, CancellationToken ct)
    {
        var filter = UserFilter.Parse(ApiFilters.Of(request, request.Filters.ToDictionary(f => f.Key == Factor ? "factor" : f.Key, f => InPageWords(f.Key, f.Value))));
        if (filter.Failed) return ApiFilters.Refused(filter.Refusal);
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        if (page.Failed) return ApiFilters.Refused(page.Refusal);
        return ApiAnswer.Ok(new ApiList<UserListItem>
        {
            Items = [.. page.Value.Rows.Select(UserWriting.Describe)],
            Next = request.Next(page.Value.Next),
            Total = request.WithTotal ? Math.Min((await list.CountAsync(filter.Value, ct)).Value, ApiListOf.MostCounted) : null,
        });
    }

    private static string InPageWords(string name, string value) => name switch
    {
        "state" or "source" => ApiFilters.Named(value),
        Factor => value == "true" ? "yes" : "no",
        _ => value,
    };
}
