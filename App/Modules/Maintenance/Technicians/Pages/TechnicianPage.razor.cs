using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Technicians.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Pages;

/// <summary>One technician's profile: whether he is there, what he is able to do. Others' changes appear by themselves.</summary>
public sealed partial class TechnicianPage(GetTechnician get, EditTechnicians edit)
{
    private TechnicianDetails? details;
    private EditTechnicianRequest? form;
    private SaveSkillRequest? skill;
    private TechnicianSkill? removing;
    private ReadOrder reads;

    [Parameter]
    public string Number { get; set; } = "";

    private DateOnly Today => DateOnly.FromDateTime(Zone.ToLocal(Clock.GetUtcNow()).DateTime);

    protected override async Task OnParametersSetAsync()
    {
        if (details is not null && details.Technician.Number == Number) return;
        Close();
        details = null;
        await LoadAsync(ReadAsync);
        if (details is not null) Follow([LiveTopic.Record(details.Technician.Ref)], ReadAsync);
    }

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        var result = await get.RunAsync(Number, Gone);
        if (reads.IsOvertaken(turn)) return;
        if (result.Failed) (details, refusal) = (null, result.Refusal);
        else details = result.Value;
    }

    private void Close() => (form, skill, removing, refusal) = (null, null, null, null);

    private void Edit()
    {
        var t = details!.Technician;   // the button stands on his page
        refusal = null;
        form = new()
        {
            TechnicianId = t.Id, Version = t.Version, Speciality = t.Speciality, Team = t.Team, Zone = t.Zone, HiredOn = t.HiredOn, HourlyRate = t.HourlyRate,
        };
    }

    private Task MoveAsync(TechnicianTrigger step) => DoAsync(() => edit.MoveAsync(new() { TechnicianId = details!.Technician.Id, Trigger = step }, Gone));

    private Task SaveAsync() => DoAsync(() => edit.EditAsync(form!, Gone));   // these are asked while their dialog is open

    private Task SaveSkillAsync() => DoAsync(() => edit.SaveSkillAsync(skill!, Gone));

    private Task RemoveSkillAsync() => DoAsync(() => edit.RemoveSkillAsync(details!.Technician.Id, removing!.Id, Gone));

    private async Task DoAsync(Func<Task<Result>> act)
    {
        if (!await ActAsync(act)) return;
        Close();
        await LoadAsync(ReadAsync);
    }
}
