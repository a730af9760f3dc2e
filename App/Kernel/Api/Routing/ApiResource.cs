using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Routing;

/// <summary>Where modules map their resources; see <see cref="ApiResource"/>.</summary>
public sealed class ApiRoutes(RouteGroupBuilder group)
{
    /// <param name="path">In the plural and in English, such as "/tickets".</param>
    /// <param name="tag">The heading under which the document lists it.</param>
    /// <param name="about">In English, for the document.</param>
    public ApiResource Resource(string path, string tag, string about) => new(group.MapGroup(path).WithTags(tag).WithMetadata(new ApiTag(tag, about)));
}

/// <summary>
/// The endpoints of one resource, written like a table: method, path, handler, who may, name, what it does. The door is a
/// permission or <see cref="AccessPolicies.SignedIn"/>; <see cref="Anyone"/> is the one exception. Names and summaries are
/// English: they are the document's, and clients are generated from them.
/// </summary>
public sealed class ApiResource(RouteGroupBuilder group)
{
    public const string Anyone = "Anyone";

    public RouteHandlerBuilder List<TItem>(string path, Delegate handler, string door, string name, string summary, ApiListOf list) =>
        Describe(group.MapGet(path, handler), door, name, summary).WithMetadata(list, new ApiAnswers(StatusCodes.Status200OK, typeof(ApiList<TItem>)));

    public RouteHandlerBuilder Get<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapGet(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status200OK, typeof(TBody)));

    /// <summary>Bytes of any type.</summary>
    public RouteHandlerBuilder Download(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapGet(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status200OK, typeof(byte[])));

    /// <summary>Makes something: 201 with its address.</summary>
    public RouteHandlerBuilder Create<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPost(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status201Created, typeof(TBody)));

    /// <summary>Does something and answers what came of it.</summary>
    public RouteHandlerBuilder Post<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPost(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status200OK, typeof(TBody)));

    public RouteHandlerBuilder Post(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPost(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status204NoContent, null));

    public RouteHandlerBuilder Patch<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPatch(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status200OK, typeof(TBody)));

    public RouteHandlerBuilder Put(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPut(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status204NoContent, null));

    public RouteHandlerBuilder Delete(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapDelete(path, handler), door, name, summary).WithMetadata(new ApiAnswers(StatusCodes.Status204NoContent, null));

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string door, string name, string summary)
    {
        endpoint.WithName($"api.{name}").WithSummary(summary).WithMetadata(new ApiOperation(name)).DisableAntiforgery();
        return door == Anyone ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization(door);
    }
}

/// <summary>What the document says of the endpoints under one heading.</summary>
public sealed record ApiTag(string Name, string About);

/// <summary>The stable name of an endpoint, by which clients call it.</summary>
public sealed record ApiOperation(string Name);

/// <summary>What an endpoint answers where it refuses nothing.</summary>
public sealed record ApiAnswers(int Status, Type? Body);

/// <summary>On an endpoint whose answers hold secrets: they are kept for no Idempotency-Key.</summary>
public sealed class NeverKept;

/// <summary>On an endpoint that has no JSON body but a multipart one.</summary>
public sealed class TakesFiles;

/// <summary>How to describe what makes an endpoint special.</summary>
public static class ApiEndpointExtensions
{
    /// <summary>A longer text for the document, in English.</summary>
    public static RouteHandlerBuilder About(this RouteHandlerBuilder endpoint, string description) => endpoint.WithDescription(description);
}
