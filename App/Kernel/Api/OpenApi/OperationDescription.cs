using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpsFlux.Kernel.Api.Idempotency;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;

namespace OpsFlux.Kernel.Api.OpenApi;

/// <summary>Tells of an endpoint what the framework cannot see: parameters, headers, who may, examples.</summary>
internal static class OperationDescription
{
    private static readonly Dictionary<string, string> Statuses = new()
    {
        ["200"] = "Done.", ["201"] = "Made; `Location` says where.", ["204"] = "Done; there is nothing to tell.", ["400"] = "The request cannot be read.",
        ["401"] = "Nobody is signed in, or no longer.", ["403"] = "The caller may not do this.", ["404"] = "There is no such thing, or none the caller may know of.",
        ["406"] = "The client takes no JSON.", ["409"] = "The state of things does not allow it.", ["412"] = "Somebody changed it since it was read.",
        ["413"] = "Too large.", ["415"] = "A type of content that is not taken.", ["422"] = "Parameters or fields are wrong; `errors` says which.",
        ["428"] = "If-Match is missing.", ["429"] = "Too many requests; `Retry-After` says when to go on.", ["500"] = "A mistake of ours.", ["503"] = "Something that is needed does not answer.",
    };

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = metadata.OfType<ApiOperation>().Last().Name;
        operation.Description = (operation.Description ?? $"{operation.Summary}.") + DoorOf(metadata);
        if (metadata.OfType<IAllowAnonymous>().Any()) operation.Security = [];
        AddParameters(operation, metadata, context.Description.HttpMethod ?? "GET");
        AddBody(operation, metadata);
        operation.Responses ??= [];
        if (metadata.OfType<AnswersNothing>().Any()) operation.Responses["204"] = new OpenApiResponse();
        foreach (var (status, response) in operation.Responses) DescribeAnswer(status, (OpenApiResponse)response, context.Description.HttpMethod == "GET");
        return Task.CompletedTask;
    }

    private static string DoorOf(IList<object> metadata) => metadata.OfType<IAllowAnonymous>().Any() ? " Anybody may."
        : metadata.OfType<IAuthorizeData>().Select(a => a.Policy).LastOrDefault(p => p is not null) is { } door && door != Access.AccessPolicies.SignedIn
            ? $" Needs the permission `{door}`." : " Whoever is signed in may.";

    private static void AddParameters(OpenApiOperation operation, IList<object> metadata, string method)
    {
        operation.Parameters ??= [];
        foreach (var path in operation.Parameters.OfType<OpenApiParameter>())
        {
            if (metadata.OfType<ApiPathParameter>().FirstOrDefault(p => p.Name == path.Name) is not { } known) continue;
            (path.Description, path.Example) = (known.Description, JsonValue.Create(known.Example));
            if (path.Schema is OpenApiSchema { Format: null } schema) schema.MaxLength = 200;
        }

        foreach (var parameter in metadata.OfType<ApiListOf>().SelectMany(l => l.Parameters()).Concat(metadata.OfType<ApiParameter>())) operation.Parameters.Add(Describe(parameter));
        if (method == "POST" && !metadata.OfType<NeverKept>().Any())
            operation.Parameters.Add(Header(IdempotencyGate.Header, "Any text of one's own for this one act: sent again with it, the act is not done again.", required: false, "7d0e1c1e-7c1a-4c57-9b1b-0d8f6f0d2c11"));
        if (metadata.OfType<AsksVersion>().Any()) operation.Parameters.Add(Header("If-Match", "The ETag that was read.", required: true, "\"3.8de2a1\""));
    }

    private static void AddBody(OpenApiOperation operation, IList<object> metadata)
    {
        if (metadata.OfType<TakesFiles>().Any())
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "Files to attach.",
                Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = FilesSchema() } },
            };
        if (operation.RequestBody is not OpenApiRequestBody body) return;
        body.Required = true;
        body.Description ??= "What is wanted.";
        if (metadata.OfType<ApiExample>().LastOrDefault() is not { } example) return;
        var sent = JsonSerializer.SerializeToNode(example.Request, example.Request.GetType(), ApiJson.Options)!.AsObject();   // an object is one
        foreach (var empty in sent.Where(p => p.Value is null or JsonObject { Count: 0 }).Select(p => p.Key).ToList()) sent.Remove(empty);
        foreach (var content in body.Content!.Values) content.Example = sent.DeepClone();   // a body has a content
    }

    private static void DescribeAnswer(string status, OpenApiResponse response, bool isRead)
    {
        response.Description = Statuses.GetValueOrDefault(status, "Refused.");
        if (status is "200" or "201" && isRead) AddHeader(response, "ETag", "For If-Match and If-None-Match.");
        if (status == "201") AddHeader(response, "Location", "Where it can be read.");
        if (status is "429" or "503") AddHeader(response, "Retry-After", "Seconds.");
        if (response.Content?.TryGetValue("application/octet-stream", out var bytes) == true) bytes.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
    }

    private static void AddHeader(OpenApiResponse response, string name, string description)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static OpenApiParameter Header(string name, string description, bool required, string example) => new()
    {
        Name = name, In = ParameterLocation.Header, Description = description, Required = required, Example = JsonValue.Create(example),
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyGate.LongestKey },
    };

    private static OpenApiParameter Describe(ApiParameter parameter)
    {
        var one = new OpenApiSchema { Type = JsonSchemaType.String, Format = parameter.Format, Enum = parameter.Values?.Select(v => (JsonNode)JsonValue.Create(v)).ToList() };
        if (parameter is { Values: null, Format: null }) one.MaxLength = parameter.LongestText;
        if (parameter.IsFlag) one = new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) };
        if (parameter.Whole is var (min, max, usual))
            one = new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = $"{min}", Maximum = $"{max}", Default = JsonValue.Create(usual) };
        return new()
        {
            Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description, Required = parameter.IsRequired,
            Style = ParameterStyle.Form, Explode = !parameter.IsMany,
            Schema = parameter.IsMany ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one, MinItems = 1, MaxItems = 50 } : one,
        };
    }

    private static OpenApiSchema FilesSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["internal"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("true"), JsonValue.Create("false")], Description = "Sent first: shown to those alone who may see what is internal." },
            ["files"] = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }, Description = "The files." },
        },
        Required = new HashSet<string> { "files" },
    };
}
