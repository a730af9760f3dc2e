using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Shared.Maintenance;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

public sealed class StrokesTests
{
    [Fact]
    public void What_was_drawn_becomes_a_path_of_numbers_alone()
    {
        Assert.Equal("M10 20L30 40L5 6M600 200L600 200", Strokes.Path(Strokes.Write([[10, 20, 30, 40, 5, 6], [600, 200]])));
    }

    [Fact]
    public void What_is_no_signature_is_named()
    {
        Assert.Equal("signature-empty", Strokes.Wrong([]));
        Assert.Equal("signature-empty", Strokes.Wrong([[1, 1]]));
        Assert.Equal("signature-unreadable", Strokes.Wrong([[1, 1, 2]]));
        Assert.Equal("signature-unreadable", Strokes.Wrong([[], [1, 1, 2, 2]]));
        Assert.Equal("signature-unreadable", Strokes.Wrong([[-1, 1, 2, 2]]));
        Assert.Equal("signature-unreadable", Strokes.Wrong([[ReportingLimits.CanvasWidth + 1, 1, 2, 2]]));
        Assert.Equal("signature-unreadable", Strokes.Wrong([[1, ReportingLimits.CanvasHeight + 1, 2, 2]]));
        Assert.Equal("signature-too-long", Strokes.Wrong([new int[(2 * ReportingLimits.PointsMax) + 2]]));
        Assert.Equal("signature-too-long", Strokes.Wrong([.. Enumerable.Repeat(new[] { 1, 1 }, ReportingLimits.StrokesMax + 1)]));
        Assert.Null(Strokes.Wrong([new int[2 * ReportingLimits.PointsMax]]));
    }
}
