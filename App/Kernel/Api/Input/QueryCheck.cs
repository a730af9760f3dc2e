using System.Globalization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>Whether an address holds nothing but the parameters that its endpoint declares, each at most once and possible.</summary>
internal static class QueryCheck
{
    public static Dictionary<string, string> Read(HttpContext context, IReadOnlyList<ApiParameter> declared, out List<FieldError> errors)
    {
        errors = [];
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, given) in context.Request.Query)
        {
            var parameter = declared.FirstOrDefault(p => p.Name == name);
            if (parameter is null) errors.Add(new FieldError(name.CutTo(60), "unknown-parameter"));
            else if (given is not [{ } value]) errors.Add(new FieldError(name, "twice-given"));
            else if (WrongIn(parameter, value) is { } code) errors.Add(code);
            else values[name] = value;
        }

        return values;
    }

    private static FieldError? WrongIn(ApiParameter parameter, string value)
    {
        if (value.Any(char.IsControl)) return new(parameter.Name, "control-characters");
        if (value.Length > parameter.LongestText) return new FieldError(parameter.Name, "too-long", parameter.LongestText, value.Length);
        if (parameter.Whole is var (min, max, _))
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? null : new FieldError(parameter.Name, "out-of-range", min, max);
        if (parameter.IsFlag) return value is "true" or "false" ? null : new FieldError(parameter.Name, "unknown-value");
        var isPossible = parameter switch
        {
            { Values: { } known } => Parts(parameter, value).All(v => known.Contains(v)),
            { Format: "uuid" } => Parts(parameter, value).All(v => Guid.TryParseExact(v, "D", out _)),
            { Format: "date" } => AddressDay.Parse(value) is not null,
            _ => true,
        };
        return isPossible ? null : new FieldError(parameter.Name, "unknown-value");
    }

    private static string[] Parts(ApiParameter parameter, string value) => parameter.IsMany ? value.Split(',') : [value];
}
