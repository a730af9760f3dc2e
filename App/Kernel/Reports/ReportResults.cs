using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Reports;

/// <summary>Reports as answers of endpoints.</summary>
public static class ReportResults
{
    /// <summary>
    /// A download. The endpoint checks the permission and narrows the rows; where no PDF can be had the answer is 503
    /// with the code and its text in the report's language.
    /// </summary>
    public static IResult Stream<TRow>(Report<TRow> report, ReportFormat format) => new ReportDownload<TRow>(report, format);

    /// <summary>The format that an address asks for by the ending of its file; null: none of ours.</summary>
    public static ReportFormat? FormatOf(string? ending) => ending switch { "xlsx" => ReportFormat.Excel, "pdf" => ReportFormat.Pdf, "csv" => ReportFormat.Csv, _ => null };

    /// <summary>Instead of a download: what was wrong with what was asked for, in the reader's words.</summary>
    public static IResult Refused(TextCatalog texts, Refusal refusal) =>
        TypedResults.Problem(texts.Of(refusal), statusCode: refusal.Kind == RefusalKind.Forbidden ? 403 : 422, extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
}
