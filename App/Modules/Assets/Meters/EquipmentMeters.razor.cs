using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Meters;

/// <summary>The meters of one piece of equipment, with what was read last, and forms for a new meter or reading.</summary>
public sealed partial class EquipmentMeters(ReadMeters read, EditMeters edit, TakeReading take, IStringLocalizer<AssetsText> L)
{
    private MeterList? list;
    private AddMeterRequest? adding;
    private TakeReadingRequest? reading;
    private (MeterView Meter, ReadingLine? Reading)? asked;
    private RequestValidator? validator;
    private PartHead? head;

    protected override string? OwnEvents { get; } = EventNameAttribute.Of(typeof(MetersChanged));

    protected override async Task ReadAsync(RecordAccess? access)
    {
        var result = await read.RunAsync(Record.Id, Gone);
        if (result.Failed) refusal = result.Refusal;
        else list = result.Value;
    }

    private static string Shown(decimal? value, string unit) => value is { } known ? $"{known:#,0.###} {unit}" : "–";

    private void ToggleAdding() => (adding, reading) = (adding is null ? new() { EquipmentId = Record.Id } : null, null);

    private void Read(MeterView meter) => (reading, adding) = (new() { EquipmentId = Record.Id, MeterId = meter.Id, Value = meter.Last?.Value ?? 0m }, null);

    private void Ask(MeterView meter, ReadingLine? line) => asked = (meter, line);

    private async Task CloseAsync()
    {
        adding = null;
        if (head is not null) await head.FocusAsync();
    }

    private async Task SaveAsync()
    {
        if (adding is null) return;
        if (await ActAsync(async () => (await edit.AddAsync(adding, Gone)).Outcome))
        {
            await CloseAsync();
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null) validator?.Show(refusal);
    }

    private async Task SaveReadingAsync()
    {
        if (reading is null) return;
        if (await ActAsync(() => take.AddAsync(reading, Gone)))
        {
            reading = null;
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null) validator?.Show(refusal);
    }

    private async Task RemoveAsync(MeterView meter, ReadingLine? line)
    {
        var done = await ActAsync(() => line is null
            ? edit.RemoveAsync(new() { EquipmentId = Record.Id, MeterId = meter.Id }, Gone)
            : take.RemoveAsync(new() { EquipmentId = Record.Id, MeterId = meter.Id, ReadingId = line.Id }, Gone));
        asked = null;
        if (done) await LoadAsync(ReadAsync);
    }
}
