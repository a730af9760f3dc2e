using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// A change in the manner of JSON merge patch (RFC 7386): what is absent stays, what is null is cleared. Values are texts,
/// as fields of records hold them; which fields there are says <typeparamref name="TPatch"/>.
/// </summary>
/// <typeparam name="TPatch">Describes the fields; every property of it is optional.</typeparam>
public sealed class ApiPatch<TPatch> : IApiInput, IBindableFromHttpContext<ApiPatch<TPatch>>, IEndpointParameterMetadataProvider
    where TPatch : class
{
    private ApiPatch(IReadOnlyDictionary<string, string?> values, ApiAnswer? wrong) => (Values, Wrong) = (values, wrong);

    /// <summary>Field as the API names it → the text wanted, or null to clear it.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; }

    ApiAnswer? IApiInput.Wrong => Wrong;

    private ApiAnswer? Wrong { get; }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/merge-patch+json", "application/json"], typeof(TPatch)));

    static async ValueTask<ApiPatch<TPatch>?> IBindableFromHttpContext<ApiPatch<TPatch>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (root, wrong) = await JsonBody.ReadAsync(context);
        if (wrong is not null) return new(new Dictionary<string, string?>(), wrong);
        var known = ApiJson.Options.GetTypeInfo(typeof(TPatch)).Properties.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        var errors = new List<FieldError>();
        foreach (var property in root.EnumerateObject())
        {
            if (!known.Contains(property.Name)) errors.Add(new FieldError(property.Name.CutTo(60), "unknown-field"));
            else if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) errors.Add(new FieldError(property.Name, "wrong-type"));
            else values[property.Name] = property.Value.GetString();
        }

        return new(values, errors.Count == 0 ? null : (ApiAnswer)Refusal.Invalid([.. errors]));
    }
}
