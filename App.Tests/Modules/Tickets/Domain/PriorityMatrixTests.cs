using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Domain;

public sealed class PriorityMatrixTests
{
    [Theory]
    [InlineData(Impact.High, Urgency.High, Priority.Critical)]
    [InlineData(Impact.High, Urgency.Medium, Priority.High)]
    [InlineData(Impact.High, Urgency.Low, Priority.Normal)]
    [InlineData(Impact.Medium, Urgency.High, Priority.High)]
    [InlineData(Impact.Medium, Urgency.Medium, Priority.Normal)]
    [InlineData(Impact.Medium, Urgency.Low, Priority.Low)]
    [InlineData(Impact.Low, Urgency.High, Priority.Normal)]
    [InlineData(Impact.Low, Urgency.Medium, Priority.Low)]
    [InlineData(Impact.Low, Urgency.Low, Priority.VeryLow)]
    public void Impact_and_urgency_make_the_priority(Impact impact, Urgency urgency, Priority expected) =>
        Assert.Equal(expected, PriorityMatrix.Usual.For(impact, urgency));
}
