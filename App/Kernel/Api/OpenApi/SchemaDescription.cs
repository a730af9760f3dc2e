using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Api.OpenApi;

/// <summary>What our own attributes say of requests: which fields are asked for, and how long texts may be.</summary>
internal static class SchemaDescription
{
    private static readonly Type[] Asking = [typeof(RequiredTextAttribute), typeof(RequiredChoiceAttribute), typeof(RequiredAttribute)];

    private const string TimeOfDay = @"^\d{2}:\d{2}:\d{2}(\.\d{1,7})?$";

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var attributes = context.JsonPropertyInfo?.AttributeProvider;
        if (context.JsonTypeInfo.Type == typeof(TimeOnly)) (schema.Format, schema.Pattern) = (null, TimeOfDay);   // the format of that name asks for an offset
        if (attributes?.GetCustomAttributes(typeof(RequiredTextAttribute), inherit: true) is [RequiredTextAttribute required, ..])
            (schema.MinLength, schema.MaxLength) = (required.Minimum, required.Maximum);
        if (attributes?.GetCustomAttributes(typeof(OptionalTextAttribute), inherit: true) is [OptionalTextAttribute optional, ..]) schema.MaxLength = optional.Maximum;
        foreach (var property in context.JsonTypeInfo.Properties.Where(IsAsked))
            if (schema.Properties?.ContainsKey(property.Name) == true) (schema.Required ??= new HashSet<string>()).Add(property.Name);
        return Task.CompletedTask;
    }

    private static bool IsAsked(JsonPropertyInfo property) => Asking.Any(a => property.AttributeProvider?.IsDefined(a, inherit: true) == true);
}
