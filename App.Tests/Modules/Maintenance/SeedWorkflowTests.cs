using OpsFlux.Kernel.Workflow;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance;

/// <summary>The declared transitions are the edges that the source document draws (§5.1 to §5.3), no more and no less.</summary>
public sealed class SeedWorkflowTests
{
    private static readonly Dictionary<string, string> English = new()
    {
        ["Ouverte"] = "Open", ["En_Cours"] = "InProgress", ["En_Attente"] = "OnHold", ["Cloturee"] = "Closed", ["Annulee"] = "Cancelled",
        ["Operationnel"] = "Operational", ["Maintenance"] = "Maintenance", ["En_Panne"] = "BrokenDown", ["Hors_Service"] = "OutOfService",
        ["Disponible"] = "Available", ["Occupe"] = "Busy", ["Conge"] = "OnLeave", ["Formation"] = "Training", ["Indisponible"] = "Unavailable",
    };

    public static TheoryData<string, string[]> Drawn => new()
    {
        {
            "maintenance.intervention",
            [
                "Ouverte --> En_Cours", "Ouverte --> Annulee", "En_Cours --> En_Attente", "En_Cours --> Cloturee", "En_Cours --> Annulee",
                "En_Attente --> En_Cours", "En_Attente --> Annulee",
            ]
        },
        {
            "assets.equipment",
            [
                "Operationnel --> Maintenance", "Operationnel --> En_Panne", "Maintenance --> Operationnel", "Maintenance --> En_Panne",
                "En_Panne --> Maintenance", "En_Panne --> Hors_Service",
            ]
        },
        {
            "maintenance.technician",
            [
                "Disponible --> Occupe", "Disponible --> Conge", "Disponible --> Formation", "Occupe --> Disponible", "Occupe --> Indisponible",
                "Conge --> Disponible", "Formation --> Disponible", "Indisponible --> Disponible", "Indisponible --> Conge",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Drawn))]
    public void The_table_has_the_edges_that_were_drawn(string name, string[] drawn)
    {
        IWorkflow[] declared = [InterventionWorkflow.Instance, OperatingWorkflow.Instance, TechnicianWorkflow.Instance];

        var edges = declared.Single(w => w.Name == name).Edges.Select(e => $"{e.From} --> {e.To}");

        var expected = drawn.Select(edge => string.Join(" --> ", edge.Split(" --> ").Select(state => English[state])));
        Assert.Equal(expected.Order(), edges.Order());
    }
}
