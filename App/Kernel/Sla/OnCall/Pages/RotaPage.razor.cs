using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.OnCall.Pages;

/// <summary>One rota: whose turn comes after whose, who stands in, and what comes of it for eight weeks.</summary>
public sealed partial class RotaPage(ListRotas list, SaveRota save, AddReplacement add, RemoveReplacement remove, PolicyOffers offers)
{
    private static readonly TimeOnly UsualHandover = new(8, 0);

    private readonly Dictionary<Guid, string> names = [];
    private HashSet<Guid> left = [];
    private SaveRotaRequest? form;
    private RotaDetails? details;
    private AddReplacementRequest? replacement;
    private ReplacementLine? removing;
    private RequestValidator? validator;
    private IReadOnlyList<string> zones = [];
    private Guid? shown;
    private bool mayManage, saved;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => details?.Rota.Name ?? Texts[Id is null ? "OnCall.New" : "OnCall.Title"];

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, details, refusal, saved, shown, zones) = (null, null, null, saved && shown is null, Id, ReaderZone.Places);   // a new one that was saved says so on its own page
        mayManage = User.CanEverywhere(SlaPermissions.Manage);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        if (Id is not { } id)
        {
            form = new() { ZoneId = Zone.Zone.Id, StartsOn = DateOnly.FromDateTime(Zone.ToLocal(Clock.GetUtcNow()).DateTime), HandoverAt = UsualHandover };
            return;
        }

        var read = await list.OneAsync(id, Gone);
        (details, refusal) = (read.Value, read.Refusal);
        if (details is null) return;
        foreach (var member in details.Members) names[member.UserId] = member.Name;
        left = [.. details.Members.Where(m => !m.IsActive).Select(m => m.UserId)];
        form = FormOf(details);
    }

    private static SaveRotaRequest FormOf(RotaDetails details) => new()
    {
        Id = details.Rota.Id,
        Version = details.Rota.Version,
        Name = details.Rota.Name,
        ZoneId = details.Rota.ZoneId,
        StartsOn = details.Rota.StartsOn,
        HandoverAt = details.Rota.HandoverAt,
        TurnDays = details.Rota.TurnDays,
        IsActive = details.Rota.IsActive,
        Members = [.. details.Members.Select(m => m.UserId)],
    };

    private string NameOf(Guid id) => names.GetValueOrDefault(id, "–");

    private string RemarkOf(OnCallLine line) => line switch
    {
        { IsStandIn: true, StandsInFor: { } other } when other.UserId != line.Person?.UserId => Texts.Format("OnCall.StandsInFor", other.Name),
        { IsStandIn: true } => Texts["OnCall.StandIn"],
        { Person.IsActive: false } => Texts["OnCall.Left"],
        _ => "",
    };

    private async Task<IReadOnlyList<FacetChoice>> SearchPeopleAsync(string words, CancellationToken ct) => (await offers.ReceiversAsync(StepReceiver.Person, words, ct)).Value ?? [];

    private async Task<IReadOnlyList<FacetChoice>> SearchAsync(string words, CancellationToken ct) => [.. (await SearchPeopleAsync(words, ct)).Where(p => form?.Members.Contains(p.Id) == false)];

    private void Add(FacetChoice person)
    {
        names[person.Id] = person.Name;
        form?.Members.Add(person.Id);
    }

    private void Move(int place, int by)
    {
        if (form is null || place + by < 0 || place + by >= form.Members.Count) return;
        (form.Members[place], form.Members[place + by]) = (form.Members[place + by], form.Members[place]);
    }

    private async Task SaveAsync()
    {
        var sent = form!;   // the button stands in its form
        var id = Guid.Empty;
        saved = await ActAsync(async () =>
        {
            var result = await save.RunAsync(sent, Gone);
            id = result.Value;
            return result.Outcome;
        });
        if (!saved) validator?.Show(refusal ?? Refusal.NotFound);
        else if (Id is null) Nav.NavigateTo($"/admin/on-call/{id}");
        else await LoadAsync(ReadAsync);
    }

    private void OpenReplacement() => (replacement, refusal) = (new() { RotaId = Id ?? Guid.Empty }, null);

    private void CloseReplacement() => (replacement, refusal) = (null, null);

    private async Task AddReplacementAsync()
    {
        var sent = replacement!;   // the dialog stands on it
        if (!await ActAsync(() => add.RunAsync(sent, Gone))) return;
        replacement = null;
        await LoadAsync(ReadAgainAsync);
    }

    private void Ask(ReplacementLine line) => (removing, refusal) = (line, null);

    private async Task RemoveReplacementAsync()
    {
        var line = removing!;   // the question is about it
        if (!await ActAsync(() => remove.RunAsync(line.Replacement.Id, Gone))) return;
        removing = null;
        await LoadAsync(ReadAgainAsync);
    }

    /// <summary>What was typed into the rota and not saved stays.</summary>
    private async Task ReadAgainAsync()
    {
        var typed = form;
        await ReadAsync();
        form = typed ?? form;
    }
}
