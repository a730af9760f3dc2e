using System.ComponentModel;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>Something that the caller follows.</summary>
public sealed record FollowItem(
    [property: Description("`site` or `view`.")] string Kind,
    [property: Description("Identifier of the site or of the saved view.")] Guid Id,
    [property: Description("Name of the site or of the view.")] string Name,
    [property: Description("Since when; what happened before is not told.")] DateTimeOffset Since,
    [property: Description("A view that was changed so that it depends on time: nothing is told of it until it is changed again.")] bool IsIdle);
