using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Technicians.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>The part of a technician's page that says when he is there; read again whenever the page has read him again.</summary>
public sealed partial class TechnicianAbsences(ReadAbsences read, EditAbsences edit)
{
    private AbsenceSheet? sheet;
    private TechnicianDetails? seen;
    private SaveAbsenceRequest? form;
    private ChooseHoursRequest? hours;
    private TechnicianAbsence? removing;
    private IReadOnlyList<PlannedWork> meanwhile = [];
    private RequestValidator? validator;
    private ReadOrder looks;

    [Parameter, EditorRequired] public TechnicianDetails Details { get; set; } = null!; // EditorRequired

    /// <summary>Something was changed: the page reads the technician again.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (ReferenceEquals(seen, Details)) return Task.CompletedTask;
        if (seen?.Technician.Id != Details.Technician.Id) Close();
        seen = Details;
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var found = await read.RunAsync(Details.Technician.Id, Gone);
        if (found.Failed) refusal = found.Refusal;
        sheet = found.Value;
    }

    private void Open(TechnicianAbsence? absence)
    {
        (refusal, meanwhile) = (null, absence is null ? [] : sheet?.Rows.FirstOrDefault(r => r.Absence == absence)?.Planned ?? []);
        form = new() { TechnicianId = Details.Technician.Id };
        if (absence is null) return;
        (form.AbsenceId, form.Version, form.Kind, form.From, form.Until, form.Note) = (absence.Id, absence.Version, absence.Kind, absence.From, absence.Until, absence.Note);
    }

    private void OpenHours() =>
        (refusal, hours) = (null, new() { TechnicianId = Details.Technician.Id, Version = Details.Technician.Version, CalendarId = Details.Technician.CalendarId });

    private void Close() => (form, hours, removing, refusal, meanwhile) = (null, null, null, null, []);

    /// <summary>What is planned on the days that are being typed: a warning, and no hindrance.</summary>
    private async Task LookAsync()
    {
        if (form is not { From: { } from, Until: { } until }) return;
        var turn = looks.Start();
        var found = await read.MeanwhileAsync(form.TechnicianId, from, until, Gone);
        if (!looks.IsOvertaken(turn)) meanwhile = found.Value ?? [];
    }

    private Task SaveAsync() => DoAsync(() => edit.SaveAsync(form!, Gone));   // these are asked while their dialog is open

    private Task SaveHoursAsync() => DoAsync(() => edit.ChooseHoursAsync(hours!, Gone));

    private Task RemoveAsync() => DoAsync(() => edit.RemoveAsync(Details.Technician.Id, removing!.Id, Gone));

    private async Task DoAsync(Func<Task<Result>> act)
    {
        if (!await ActAsync(act))
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        Close();
        await OnChanged.InvokeAsync();
    }

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
