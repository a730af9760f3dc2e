using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OpsFlux.Kernel.Api;

/// <summary>How the API writes and reads JSON: camelCase, enums as words, nothing unknown, nothing guessed.</summary>
internal static class ApiJson
{
    public const int Deepest = 64;

    public static readonly JsonSerializerOptions Options = Sealed(Configure(new(JsonSerializerDefaults.Web)));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.MaxDepth = Deepest;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.PropertyNameCaseInsensitive = false;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    /// <summary>Complete from the start: options that complete themselves at their first use fail whoever asks at the same moment.</summary>
    private static JsonSerializerOptions Sealed(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>A property as the API names it.</summary>
    public static string Name(string property) => string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
