using OpsFlux.Modules.Maintenance.Figures;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Figures.Reliabilities;

namespace OpsFlux.Tests.Modules.Maintenance.Figures;

public sealed class RepairSplitTests
{
    [Fact]
    public void The_phases_and_what_nobody_told_apart_add_up_to_the_stop()
    {
        var found = Reliability.OfMachine(Month, Always, Read("100-110 300-310") with
        {
            Phases =
            [
                new(RepairPhase.Detection, At("100"), At("101")), new(RepairPhase.WaitingForPeople, At("101"), At("103")), new(RepairPhase.Repair, At("103"), At("107")),
                new(RepairPhase.WaitingForParts, At("106"), At("109")), new(RepairPhase.Restart, At("109"), At("110")), new(RepairPhase.Repair, At("304"), At("306")),
            ],
        });

        var split = found.Split;
        Assert.Equal(
            (Hours(1), Hours(2), Hours(6), Hours(2), TimeSpan.Zero, Hours(1), Hours(8)),
            (split.Detection, split.WaitingForPeople, split.Repair, split.WaitingForParts, split.WaitingForAccess, split.Restart, split.Untold));
        Assert.Equal((Hours(10), Hours(3), Hours(1)), (found.MeanTimeToRestore.Value, found.MeanRepair.Value, found.MeanOf(split.WaitingForParts).Value));
    }

    [Fact]
    public void Phases_count_within_stops_and_within_the_period_alone()
    {
        var found = Reliability.OfMachine(Month, Always, Read("m10-10 700-") with
        {
            Phases = [new(RepairPhase.Repair, At("m5"), At("5")), new(RepairPhase.Repair, At("50"), At("60")), new(RepairPhase.WaitingForAccess, At("710"), null)],
        });

        Assert.Equal((Hours(5), Hours(10), Hours(15)), (found.Split.Repair, found.Split.WaitingForAccess, found.Split.Untold));
    }

    [Fact]
    public void Where_no_phase_is_recorded_repair_alone_is_not_known()
    {
        var found = OfMachine("100-104");

        Assert.Equal(new RepairSplit(), found.Split);
        Assert.Equal((FigureStand.Known, FigureStand.NotKnown), (found.MeanTimeToRestore.Stand, found.MeanRepair.Stand));
    }
}
