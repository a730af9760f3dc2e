using Bunit;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Timeline;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Records;

public sealed class RecordTimelineTests : IDisposable
{
    private readonly InLanguage language = new("en");
    private readonly BunitContext context = new BunitContext().AddShell();

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void What_a_person_says_is_shown_as_said_even_where_it_looks_like_a_key_of_ours()
    {
        var text = Shown(Line(TimelineKind.StateChanged, body: "Intervention.Begun"));

        Assert.Contains("Open → Closed", text);
        Assert.Contains("Intervention.Begun", text);
    }

    [Fact]
    public void What_the_system_says_is_worded()
    {
        Assert.Contains("Intervention INT-2026-000007 began", Shown(Line(TimelineKind.StateChanged, reason: "Intervention.Begun|INT-2026-000007")));
    }

    [Fact]
    public void A_field_is_called_by_its_label_and_a_record_has_sentences_of_its_own()
    {
        Assert.Contains("changed “Place”: Open → Closed", Shown(Line(TimelineKind.FieldChanged)));
        Assert.Contains("moved house", Shown(Line(TimelineKind.FieldChanged), _ => "moved house"));
    }

    private static TimelineLine Line(TimelineKind kind, string? body = null, string? reason = null) =>
        new(Guid.CreateVersion7(), kind, FakeClock.Start, "Alice Martin", "Place", "Open", "Closed", body, reason, IsInternal: false);

    private string Shown(TimelineLine line, Func<TimelineLine, string?>? own = null) => context.Render<RecordTimeline>(parameters => parameters
        .Add(t => t.Lines, [line]).Add(t => t.ValueOf, (_, value) => value ?? "–").Add(t => t.LabelOf, field => field).Add(t => t.Own, own ?? (_ => null))).Find("ol").TextContent;
}
