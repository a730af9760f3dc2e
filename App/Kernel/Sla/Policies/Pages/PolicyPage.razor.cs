using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies.Pages;

/// <summary>One agreement: for which records, how long things may take, and what happens on the way.</summary>
public sealed partial class PolicyPage(GetPolicy get, SavePolicy save, ActivatePolicy activate, PolicyOffers offers, ModuleCatalog catalog)
{
    private readonly Dictionary<string, string> names = [];
    private SavePolicyRequest? form;
    private PolicyLine? line;
    private ClockedKind? kind;
    private IReadOnlyList<ClockedKind> kinds = [];
    private IReadOnlyList<FacetChoice> calendars = [];
    private PolicyStepRequest? step, stepBefore;
    private RequestValidator? validator;
    private Guid? shown;
    private bool mayManage, saved;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => line?.Policy.Name ?? Texts[Id is null ? "SlaPolicy.New" : "SlaPolicy.Title"];

    /// <summary>A first agreement counts for clocks that have none.</summary>
    private string RecomputeQuery => line is { OpenClocks: > 0 } ? $"policy={line.Policy.Id}" : "unagreed=1";

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, line, refusal, saved, shown, kinds) = (null, null, null, saved && shown is null, Id, catalog.ClockedKinds);   // a new one that was saved says so on its own page
        mayManage = User.CanEverywhere(SlaPermissions.Manage);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        if (Id is { } id)
        {
            var read = await get.RunAsync(id, Gone);
            (line, refusal) = (read.Value?.Lines[0], read.Refusal);
            foreach (var (key, name) in read.Value?.Names ?? new Dictionary<string, string>()) names[key] = name;
            if (line is null || (kind = catalog.ClockedKind(line.Policy.RecordKind)) is null) return;
            form = FormOf(line, kind);
        }
        else if (kinds is [var first, ..])
        {
            (kind, form) = (first, new() { RecordKind = first.RecordKind });
            Complete(form, first);
        }

        calendars = (await offers.CalendarsAsync(form?.CalendarId, Gone)).Value ?? [];
    }

    private static SavePolicyRequest FormOf(PolicyLine line, ClockedKind kind)
    {
        var form = new SavePolicyRequest
        {
            Id = line.Policy.Id,
            Version = line.Policy.Version,
            Name = line.Policy.Name,
            RecordKind = line.Policy.RecordKind,
            CalendarId = line.Policy.CalendarId,
            IsActive = line.Policy.IsActive,
            Conditions = [.. line.Definition.Conditions.Select(c => new PolicyConditionRequest { Facet = c.Facet, Values = [.. c.Values.Distinct()] })],
            Targets = [.. line.Definition.Targets.Select(t => PolicyTargetRequest.Of(t.Clock, t))],
            Steps = [.. line.Definition.Steps.Distinct().Select(PolicyStepRequest.Of)],   // a merge may have made two the same
        };
        Complete(form, kind);
        return form;
    }

    /// <summary>A line for each facet and each clock, in the kind's order.</summary>
    private static void Complete(SavePolicyRequest form, ClockedKind kind)
    {
        form.Conditions = [.. kind.Facets.Select(f => form.Conditions.Find(c => c.Facet == f.Code) ?? new() { Facet = f.Code })];
        form.Targets = [.. kind.Clocks.Select(code => form.Targets.Find(t => t.Clock == code) ?? PolicyTargetRequest.Of(code, null))];
    }

    private void ChooseKind(string? chosen)
    {
        if (form is null || catalog.ClockedKind(chosen ?? "") is not { } other) return;
        (kind, form.RecordKind, form.Steps) = (other, other.RecordKind, []);
        Complete(form, other);
    }

    /// <summary>A copy is edited, so that closing the dialog leaves all as it was.</summary>
    private void Edit(PolicyStepRequest? existing) =>
        (stepBefore, step) = (existing, existing is null ? new() { Receiver = StepReceiver.Assignee } : PolicyStepRequest.Of(existing.Step));

    private void Keep(PolicyStepRequest kept)
    {
        if (stepBefore is not null) form?.Steps.Remove(stepBefore);
        form?.Steps.Add(kept);
        step = null;
    }

    private async Task SaveAsync()
    {
        var sent = form!;   // the button stands in its form
        Guid id = default;
        saved = await ActAsync(async () =>
        {
            var result = await save.RunAsync(sent, Gone);
            id = result.Value;
            return result.Outcome;
        });
        if (!saved) validator?.Show(refusal ?? Refusal.NotFound);
        else if (Id is null) Nav.NavigateTo($"/admin/sla/{id}");
        else await LoadAsync(ReadAsync);
    }

    private async Task ToggleAsync()
    {
        var policy = line!.Policy;   // the button stands on it
        if (await ActAsync(() => activate.RunAsync(policy.Id, policy.Version, !policy.IsActive, Gone))) await LoadAsync(ReadAsync);
    }
}
