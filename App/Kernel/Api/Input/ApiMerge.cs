using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// A JSON merge patch (RFC 7386) of what is not edited field by field: laid over the fields as they stand, it is the whole of
/// what a use case saves. Lists are replaced, not merged.
/// </summary>
/// <typeparam name="TFields">What can be changed; every property of it is optional.</typeparam>
public sealed class ApiMerge<TFields> : IApiInput, IBindableFromHttpContext<ApiMerge<TFields>>, IEndpointParameterMetadataProvider
    where TFields : class
{
    private readonly JsonElement patch;

    private ApiMerge(JsonElement patch, ApiAnswer? wrong) => (this.patch, Wrong) = (patch, wrong);

    ApiAnswer? IApiInput.Wrong => Wrong;

    private ApiAnswer? Wrong { get; }

    /// <summary>The fields as they shall be. Refuses: invalid (wrong-type, also for null where something has to stand).</summary>
    public Result<TFields> Onto(TFields standing)
    {
        var merged = JsonSerializer.SerializeToNode(standing, ApiJson.Options)!.AsObject();   // an object is one
        foreach (var property in patch.EnumerateObject()) merged[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(property.Value.GetRawText());
        try
        {
            return merged.Deserialize<TFields>(ApiJson.Options)!;   // as above
        }
        catch (JsonException e)
        {
            return Refusal.Invalid(new FieldError(JsonBody.PathOf(e), "wrong-type"));
        }
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/merge-patch+json", "application/json"], typeof(TFields)));

    static async ValueTask<ApiMerge<TFields>?> IBindableFromHttpContext<ApiMerge<TFields>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (root, wrong) = await JsonBody.ReadAsync(context);
        if (wrong is not null) return new(default, wrong);
        var unknown = JsonBody.Unknown<TFields>(root);
        return new(root, unknown.Length == 0 ? null : (ApiAnswer)Refusal.Invalid(unknown));
    }
}
