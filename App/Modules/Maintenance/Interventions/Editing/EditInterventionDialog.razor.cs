using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Editing;

/// <summary>The form over what people edit of an intervention.</summary>
public sealed partial class EditInterventionDialog
{
    private readonly EditForm form = new();
    private IReadOnlyList<Choice> sites = [], contracts = [];
    private Intervention? seen;
    private DateTime? planned, plannedBefore;
    private RequestValidator? validator;
    private Refusal? refusal;
    private bool busy;

    [Parameter, EditorRequired] public Intervention Intervention { get; set; } = default!;
    [Parameter, EditorRequired] public Func<IReadOnlyList<FieldChange>, Task<Refusal?>> OnSave { get; set; } = default!;
    [Parameter] public EventCallback OnClose { get; set; }

    protected override async Task OnInitializedAsync()
    {
        seen = Intervention;   // as it was when the dialog was opened
        (form.Title, form.Description, form.Symptom) = (seen.Title, seen.Description, seen.Symptom);
        (form.Type, form.Priority, form.IsUrgent) = (seen.Type, seen.Priority, seen.IsUrgent);
        (form.PlannedMinutes, form.SiteId, form.ContractId) = (seen.PlannedMinutes, seen.SiteId, seen.ContractId);
        planned = plannedBefore = seen.PlannedAt is { } at ? Zone.ToLocal(at).DateTime : null;
        sites = await Choices.SitesAsync(seen.StructureId, default);
        contracts = await Choices.ContractsAsync(seen.StructureId, seen.SiteId, seen.EquipmentId, default);
    }

    private async Task SendAsync()
    {
        if (busy || seen is null) return;
        busy = true;
        refusal = await OnSave([.. Changes(seen).Where(c => c.Seen != c.Value)]);
        busy = false;
        if (refusal is not null) validator?.Show(refusal);
    }

    private IEnumerable<FieldChange> Changes(Intervention before)
    {
        var wanted = new Dictionary<string, string?>
        {
            [nameof(before.Title)] = form.Title, [nameof(before.Description)] = form.Description, [nameof(before.Symptom)] = form.Symptom,
            [nameof(before.Type)] = form.Type.ToString(), [nameof(before.Priority)] = form.Priority.ToString(), [nameof(before.IsUrgent)] = form.IsUrgent.ToString(),
            [nameof(before.PlannedMinutes)] = form.PlannedMinutes?.ToString(CultureInfo.InvariantCulture),
            [nameof(before.SiteId)] = form.SiteId?.ToString(), [nameof(before.ContractId)] = form.ContractId?.ToString(),
            // The field shows minutes: an instant that nobody touched keeps its seconds.
            [nameof(before.PlannedAt)] = planned == plannedBefore ? InterventionFields.TextOf(before.PlannedAt) : InterventionFields.TextOf(planned is { } at ? Zone.ToInstant(at) : null),
        };
        return InterventionFields.All.Select(f => new FieldChange { Field = f.Name, Seen = f.Clean(f.Read(before)), Value = f.Clean(wanted[f.Name]) });
    }

    /// <summary>What stands in the form.</summary>
    private sealed class EditForm
    {
        [RequiredText(InterventionLimits.TitleMin, InterventionLimits.TitleMax)]
        public string Title { get; set; } = "";

        [OptionalText(InterventionLimits.TextMax)]
        public string? Description { get; set; }
        public InterventionType Type { get; set; }
        public InterventionPriority Priority { get; set; }
        public bool IsUrgent { get; set; }

        /// <summary>Named by errors alone: the field is bound beside, in the reader's zone.</summary>
        public DateTimeOffset? PlannedAt { get; set; }

        [Range(1, InterventionLimits.MinutesMax, ErrorMessage = "out-of-range")]
        public int? PlannedMinutes { get; set; }
        public Guid? SiteId { get; set; }
        public Guid? ContractId { get; set; }

        [OptionalText(InterventionLimits.SymptomMax)]
        public string? Symptom { get; set; }
    }
}
