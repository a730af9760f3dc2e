using Microsoft.AspNetCore.Http.Metadata;
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

    private const string Json = "application/json";

    /// <summary>What a name in braces stands for, in English, for the document.</summary>
    public ApiResource Where(string parameter, string description, string example)
    {
        group.WithMetadata(new ApiPathParameter(parameter, description, example));
        return this;
    }

    public RouteHandlerBuilder List<TItem>(string path, Delegate handler, string door, string name, string summary, ApiListOf list) =>
        Describe(group.MapGet(path, handler), door, name, summary).WithMetadata(list, Answers(StatusCodes.Status200OK, typeof(ApiList<TItem>)));

    public RouteHandlerBuilder Get<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapGet(path, handler), door, name, summary).WithMetadata(Answers(StatusCodes.Status200OK, typeof(TBody)));

    /// <summary>Bytes of any type.</summary>
    public RouteHandlerBuilder Download(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapGet(path, handler), door, name, summary).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(byte[]), ["application/octet-stream"]));

    /// <summary>Makes something: 201 with its address.</summary>
    public RouteHandlerBuilder Create<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPost(path, handler), door, name, summary).WithMetadata(Answers(StatusCodes.Status201Created, typeof(TBody)));

    /// <summary>Does something and answers what came of it.</summary>
    public RouteHandlerBuilder Post<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPost(path, handler), door, name, summary).WithMetadata(Answers(StatusCodes.Status200OK, typeof(TBody)));

    public RouteHandlerBuilder Post(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPost(path, handler), door, name, summary).WithMetadata(Nothing);

    public RouteHandlerBuilder Patch<TBody>(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPatch(path, handler), door, name, summary).WithMetadata(Answers(StatusCodes.Status200OK, typeof(TBody)));

    public RouteHandlerBuilder Put(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapPut(path, handler), door, name, summary).WithMetadata(Nothing);

    public RouteHandlerBuilder Delete(string path, Delegate handler, string door, string name, string summary) =>
        Describe(group.MapDelete(path, handler), door, name, summary).WithMetadata(Nothing);

    private static AnswersNothing Nothing => new();

    private static ProducesResponseTypeMetadata Answers(int status, Type body) => new(status, body, [Json]);

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string door, string name, string summary)
    {
        endpoint.WithName($"api.{name}").WithSummary(summary).WithMetadata(new ApiOperation(name)).DisableAntiforgery();
        endpoint.Add(AddRefusals);
        return door == Anyone ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization(door);
    }

    /// <summary>Every status with which an endpoint of this method may refuse.</summary>
    private static void AddRefusals(EndpointBuilder builder)
    {
        var method = builder.Metadata.OfType<IHttpMethodMetadata>().Last().HttpMethods[0];
        var hasBody = builder.Metadata.OfType<IAcceptsMetadata>().Any();
        var path = ((RouteEndpointBuilder)builder).RoutePattern.RawText ?? "";
        List<int> statuses = [400, 401, 403, 406, 422, 429, 500, 503];
        if (path.Contains('{')) statuses.Add(404);
        if (method != HttpMethods.Get) statuses.Add(409);
        if (builder.Metadata.OfType<AsksVersion>().Any()) statuses.AddRange([412, 428]);
        else if (method == HttpMethods.Post && path.Contains('{')) statuses.Add(412);
        if (hasBody) statuses.AddRange([413, 415]);
        foreach (var status in statuses.Order()) builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ApiProblem), [ApiProblem.ContentType]));
    }
}

/// <summary>What the document says of the endpoints under one heading.</summary>
public sealed record ApiTag(string Name, string About);

/// <summary>The stable name of an endpoint, by which clients call it.</summary>
public sealed record ApiOperation(string Name);

/// <summary>What a name in braces stands for.</summary>
public sealed record ApiPathParameter(string Name, string Description, string Example);

/// <summary>A request as one might send it.</summary>
public sealed record ApiExample(object Request);

/// <summary>On an endpoint whose answers hold secrets: they are kept for no Idempotency-Key.</summary>
public sealed class NeverKept;

/// <summary>On an endpoint that answers 204.</summary>
public sealed class AnswersNothing;

/// <summary>On an endpoint that has no JSON body but a multipart one.</summary>
public sealed class TakesFiles;

/// <summary>How to describe what makes an endpoint special.</summary>
public static class ApiEndpointExtensions
{
    /// <summary>A longer text for the document, in English.</summary>
    public static RouteHandlerBuilder About(this RouteHandlerBuilder endpoint, string description) => endpoint.WithDescription(description);

    /// <summary>A request as one might send it, for the document.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder endpoint, object request) => endpoint.WithMetadata(new ApiExample(request));

    /// <summary>Takes this parameter in its address, read by the endpoint itself.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, ApiParameter parameter) => endpoint.WithMetadata(parameter);

    /// <summary>Takes a multipart body, read by the endpoint itself.</summary>
    public static RouteHandlerBuilder TakesFiles(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new TakesFiles(), new AcceptsMetadata(["multipart/form-data"], typeof(string)));
}
