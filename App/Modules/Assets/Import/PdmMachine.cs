using OpsFlux.Kernel.Import;
using OpsFlux.Modules.Assets.Public;

namespace OpsFlux.Modules.Assets.Import;

/// <summary>A row of the list of machines. What the file does not know is null.</summary>
internal sealed record PdmMachine(string Name, string? Model, DateOnly? InstalledOn)
{
    /// <summary>Ages are those of this day.</summary>
    private static readonly DateOnly CountedOn = new(2020, 1, 1);

    private const int ModelMax = 100, Oldest = 200;

    public static readonly string[] RequiredColumns = ["machineid", "model", "age"];

    /// <summary>Null when something on the row is wrong; what, stands in its errors.</summary>
    public static PdmMachine? Read(ImportRow row)
    {
        var name = PdmName.Read(row, "machineID");
        var (model, age) = (row.Text("model", ModelMax), row.Count("age"));
        if (age > Oldest) row.Refuse("age", "count", age.Value);
        return row.Errors.Count > 0 || name is null ? null : new(name, model, age is { } years ? CountedOn.AddYears(-years) : null);
    }
}
