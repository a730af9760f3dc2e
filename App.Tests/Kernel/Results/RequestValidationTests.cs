using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Results;

public sealed class RequestValidationTests
{
    [Fact]
    public void A_good_request_passes() => Assert.Null(RequestValidation.Check(Request("Écran noir")));

    [Fact]
    public void Every_wrong_field_is_named_once()
    {
        var refusal = RequestValidation.Check(new OpenTicketRequest { Kind = (TicketKind)7, Description = new string('x', 20_001) });

        Assert.Equal(RefusalKind.Invalid, refusal?.Kind);
        Assert.Equal(
            [("CategoryId", "required"), ("Description", "too-long"), ("Kind", "unknown-value"), ("Title", "required")],
            refusal?.Fields.Select(f => (f.Field, f.Code)).Order());
    }

    [Theory]
    [InlineData("", "required", "")]
    [InlineData("  \t ", "required", "")]
    [InlineData(" abc ", "too-short", "5")]
    [InlineData("bad\u0000title", "control-characters", "")]
    [InlineData("bad\u001btitle", "control-characters", "")]
    public void A_bad_title_says_what_is_wrong(string title, string code, string arguments)
    {
        var error = Assert.Single(RequestValidation.Errors(Request(title)));

        Assert.Equal(("Title", code, arguments), (error.Field, error.Code, string.Join(',', error.Arguments)));
    }

    [Fact]
    public void A_title_too_long_says_how_long_it_is() =>
        Assert.Equal(["200", "10000"], Assert.Single(RequestValidation.Errors(Request(new string('x', 10_000)))).Arguments);

    [Fact]
    public void Half_a_character_cannot_be_stored_and_is_refused() =>
        Assert.Equal("control-characters", Assert.Single(RequestValidation.Errors(Request("half \ud83d emoji"))).Code);

    [Theory]
    [InlineData("طابعة لا تعمل في المكتب")]
    [InlineData("Écran 🖥️ noir")]
    [InlineData("Deux\nlignes")]
    public void Any_script_is_welcome(string title) => Assert.Empty(RequestValidation.Errors(Request(title)));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_score_outside_its_range_names_the_range(int score) =>
        Assert.Equal(["1", "5"], Assert.Single(RequestValidation.Errors(new RateTicketRequest { Score = score })).Arguments);

    [Fact]
    public void A_rule_over_two_fields_names_the_first() =>
        Assert.Equal(new FieldError("AssigneeId", "required").Field, Assert.Single(RequestValidation.Errors(new AssignTicketRequest())).Field);

    private static OpenTicketRequest Request(string title) => new() { Title = title, CategoryId = World.Category };
}
