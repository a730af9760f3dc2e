using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Api.Routing;

namespace OpsFlux.Kernel.Api.OpenApi;

/// <summary>
/// The OpenAPI 3.1 document, made of the endpoints themselves: what is declared once (door, parameters, bodies, refusals)
/// is checked at run time and told here.
/// </summary>
internal static class ApiDocument
{
    public const string Bearer = "bearer", Key = "apiKey";

    private const string About =
        """
        The REST API of OpsFlux. What a page can do the API can do, with the same permissions and the same rules.

        Sign in by `POST /auth/login` and send the access token as `Authorization: Bearer …`, or send a key of your profile as `X-Api-Key`.
        Requests that change something and come with the browser's cookie need the antiforgery token in `RequestVerificationToken`.

        Lists are read page by page: give `next` back as `cursor`. Unknown parameters and fields are refused (422).
        `PATCH` needs `If-Match` with the ETag that was read (428 without, 412 when somebody was faster).
        A `POST` with an `Idempotency-Key` is done once within 24 hours, however often it is sent.
        Refusals are problem details (RFC 9457) with a stable `code`, in the language of `Accept-Language`.
        Texts are Unicode, instants ISO 8601 with their offset, ids UUIDs.
        """;

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(ApiPaths.DocumentName, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith(ApiPaths.Root[1..] + "/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type => Nullable.GetUnderlyingType(type.Type) is null ? OpenApiOptions.CreateDefaultSchemaReferenceId(type) : null;
        options.AddOperationTransformer(OperationDescription.DescribeAsync);
        options.AddSchemaTransformer(SchemaDescription.DescribeAsync);
        options.AddDocumentTransformer(DescribeAsync);
    });

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new()
        {
            Title = "OpsFlux", Version = "1.0.0", Description = About,
            Contact = new() { Name = "The administrators of this installation" },
        };
        foreach (var server in document.Servers ?? []) server.Url = server.Url?.TrimEnd('/');
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access token of /auth/login." },
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = TokenAuthentication.KeyHeader, Description = "A key of one's profile." },
        };
        document.Security = [Requirement(Bearer, document), Requirement(Key, document)];
        document.Tags = TagsOf(context);
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static HashSet<OpenApiTag> TagsOf(OpenApiDocumentTransformerContext context) =>
        [.. context.DescriptionGroups.SelectMany(g => g.Items).SelectMany(i => i.ActionDescriptor.EndpointMetadata.OfType<ApiTag>())
            .DistinctBy(t => t.Name).OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => new OpenApiTag { Name = t.Name, Description = t.About })];
}
