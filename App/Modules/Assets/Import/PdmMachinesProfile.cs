using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Public;

namespace OpsFlux.Modules.Assets.Import;

/// <summary>The list of machines of Microsoft's sample of predictive maintenance: one row a machine, with its model and its age in years at the beginning of 2020.</summary>
public sealed class PdmMachinesProfile(TextCatalog texts) : IImportProfile
{
    /// <summary>What the source gives is counted from no instant: machines are numbered in the order of their names.</summary>
    private static readonly DateTimeOffset Together = DateTimeOffset.UnixEpoch;

    public IReadOnlyList<string> RequiredColumns { get; } = PdmMachine.RequiredColumns;

    public ImportFormat FormatIn(TimeZoneInfo zone) => new("", "yyyy-MM-dd HH:mm:ss", zone);

    /// <summary>Names are numbers: padded, so that 9 comes before 10.</summary>
    public RecordKey Check(ImportRow row) => PdmMachine.Read(row) is { } machine ? new(machine.Name.PadLeft(20), Together) : default;

    public async Task<IImportWriter> OpenAsync(AppDbContext db, Guid structureId, CancellationToken ct) =>
        new PdmMachinesWriter(db, structureId, await ImportedTypes.FindAsync(db, ImportedTypes.Machine, texts, ct), texts);
}
