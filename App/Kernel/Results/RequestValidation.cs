using System.ComponentModel.DataAnnotations;

namespace OpsFlux.Kernel.Results;

/// <summary>
/// Checks a request against its annotations. Messages in Shared are codes with colon-separated arguments ("too-long:200"),
/// because request classes know no resource; the text is looked up where it is shown.
/// </summary>
public static class RequestValidation
{
    /// <summary>The refusal that names every wrong field, or null when the request may go on.</summary>
    public static Refusal? Check(object request)
    {
        var errors = Errors(request);
        return errors.Length == 0 ? null : Refusal.Invalid(errors);
    }

    public static FieldError[] Errors(object request)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(request, new ValidationContext(request), results, validateAllProperties: true);
        return [.. results.SelectMany(r => r.MemberNames.DefaultIfEmpty("").Select(field => Parse(field, r.ErrorMessage ?? "invalid")))];
    }

    /// <summary>A field's error from the code and arguments that an annotation answered.</summary>
    public static FieldError Parse(string field, string message)
    {
        var parts = message.Split(':');
        return new(field, parts[0], [.. parts.Skip(1)]);
    }
}
