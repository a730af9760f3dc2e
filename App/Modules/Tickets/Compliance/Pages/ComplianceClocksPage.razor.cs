using OpsFlux.Kernel.Results;

namespace OpsFlux.Modules.Tickets.Compliance.Pages;

/// <summary>The due dates behind a figure of the report, with the reasons why some were left out or missed.</summary>
public sealed partial class ComplianceClocksPage(ListComplianceClocks list, ComplianceChoices choices) : ComplianceReader<ComplianceClocks>(choices, withFigure: true)
{
    private string Title => asked?.Figure is { } shown ? Texts.Format("Compliance.ListOf", Texts.Of(shown)) : Texts["Compliance.ListOfAll"];

    private protected override Task<Result<ComplianceClocks>> ReadAsync(ComplianceFilter filter) => list.RunAsync(filter, Gone);

    private string At(DateTimeOffset? at) => at is { } instant ? Zone.Show(instant) : "–";
}
