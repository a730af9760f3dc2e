using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// A request read from JSON. Fields nobody knows are refused rather than ignored, each by name, so that a misspelt or
/// protected one is not silently without effect.
/// </summary>
public sealed class ApiBody<TRequest> : IApiInput, IBindableFromHttpContext<ApiBody<TRequest>>, IEndpointParameterMetadataProvider
    where TRequest : class
{
    private ApiBody(TRequest? value, ApiAnswer? wrong) => (Value, Wrong) = (value!, wrong);   // an endpoint is called only where nothing is wrong

    public TRequest Value { get; }

    ApiAnswer? IApiInput.Wrong => Wrong;

    private ApiAnswer? Wrong { get; }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(TRequest)));

    static async ValueTask<ApiBody<TRequest>?> IBindableFromHttpContext<ApiBody<TRequest>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (root, wrong) = await JsonBody.ReadAsync(context);
        if (wrong is not null) return new(null, wrong);
        if (JsonBody.Unknown<TRequest>(root) is { Length: > 0 } unknown) return new(null, Refusal.Invalid(unknown));
        try
        {
            var value = root.Deserialize<TRequest>(ApiJson.Options);
            return value is null ? new(null, JsonBody.Invalid("", "not-an-object"))
                : RequestValidation.Check(value) is { } invalid ? new(null, invalid) : new(value, null);
        }
        catch (JsonException e)
        {
            return new(null, JsonBody.Invalid(JsonBody.PathOf(e), "wrong-type"));
        }
    }
}
