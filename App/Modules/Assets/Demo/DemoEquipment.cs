namespace OpsFlux.Modules.Assets.Demo;

/// <param name="Below">Name of the equipment that it is a component of; stands before it.</param>
internal sealed record DemoPiece(string Name, string Type, string Structure, string Site, string? Location, string Maker, string Model, string Serial, int AgeInDays, int? EveryDays, int? DueInDays, string? Below = null);

/// <summary>What the demo company and its client own. Makers, models and serial numbers are invented.</summary>
internal static class DemoEquipment
{
    /// <summary>The one that does not work.</summary>
    public const string BrokenDown = "Presse hydraulique 250 t n° 2";

    private const string Casablanca = "CASA", Lyon = "LYON", Client = "OUEDNOUR";
    private const string HallA = "Aïn Sebaâ, hall A", HallB = "Aïn Sebaâ, hall B", Warehouse = "Saint-Priest, entrepôt", Docks = "Saint-Priest, quais", Agadir = "Usine d’Agadir";
    private const string Press = "press", Pump = "pump", Compressor = "compressor", Lathe = "lathe", Truck = "lift-truck", Dock = "dock", Autoclave = "autoclave", Conveyor = "conveyor", Motor = "motor";

    public static readonly IReadOnlyList<(string Code, string French, string English)> Types =
    [
        (Press, "Presse hydraulique", "Hydraulic press"), (Pump, "Pompe", "Pump"), (Compressor, "Compresseur", "Compressor"), (Lathe, "Tour à commande numérique", "CNC lathe"),
        (Truck, "Chariot élévateur", "Lift truck"), (Dock, "Quai niveleur", "Dock leveller"), (Autoclave, "Autoclave", "Autoclave"), (Conveyor, "Convoyeur", "Conveyor"), (Motor, "Moteur électrique", "Electric motor"),
    ];

    public static readonly IReadOnlyList<DemoPiece> All =
    [
        new("Presse hydraulique 250 t n° 1", Press, Casablanca, HallA, "Travée 2", "Hydromeca", "HM-250", "HM250-1187", 1460, 90, 12),
        new("Groupe hydraulique de la presse 1", Pump, Casablanca, HallA, null, "Fluidor", "GH-75", "FD-GH75-0421", 1460, 180, 40, "Presse hydraulique 250 t n° 1"),
        new(BrokenDown, Press, Casablanca, HallA, "Travée 3", "Hydromeca", "HM-250", "HM250-1204", 1100, 90, -3),
        new("Groupe hydraulique de la presse 2", Pump, Casablanca, HallA, null, "Fluidor", "GH-75", "FD-GH75-0466", 1100, 180, 65, BrokenDown),
        new("Tour CN Atlas 42", Lathe, Casablanca, HallB, "Îlot usinage", "Tournalis", "Atlas 42", "TA42-00318", 690, 120, 25),
        new("Compresseur à vis 37 kW", Compressor, Casablanca, HallB, "Local technique", "Airvent", "V37", "AV37-5502", 705, 60, 5),
        new("Chariot élévateur C1", Truck, Lyon, Warehouse, "Allée centrale", "Levamat", "E25", "LM-E25-7714", 500, 180, 31),
        new("Quai niveleur 3", Dock, Lyon, Docks, "Porte 3", "Portalia", "QN-6", "PQN6-0093", 900, 365, 110),
        new("Autoclave de stérilisation n° 1", Autoclave, Client, Agadir, "Ligne sardines", "Thermoval", "AS-1200", "TV1200-0045", 1290, 60, 9),
        new("Convoyeur de la ligne 2", Conveyor, Client, Agadir, "Ligne 2", "Transmag", "CB-18", "TM18-2210", 680, 120, 48),
        new("Moteur du convoyeur de la ligne 2", Motor, Client, Agadir, null, "Electrodyne", "M7.5", "ED75-9082", 680, null, null, "Convoyeur de la ligne 2"),
    ];
}
