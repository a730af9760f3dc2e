using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages.Parts;

/// <summary>The ticket's properties, each edited where it stands. Person and group are given by the step 'assign', the rest are fields.</summary>
public sealed partial class TicketProperties
{
    [Parameter, EditorRequired] public TicketDetails Details { get; set; } = default!;

    /// <summary>Saves a field: its name, the value seen, the value wanted.</summary>
    [Parameter, EditorRequired] public Func<string, string?, string?, Task<Refusal?>> OnEdit { get; set; } = default!;
    [Parameter, EditorRequired] public Func<AssignTicketRequest, Task<Refusal?>> OnAssign { get; set; } = default!;

    private Ticket Ticket => Details.Ticket;

    /// <summary>Null where nobody could be left in charge: without a group the ticket would be lost.</summary>
    private string? BackToGroup => Details.Group is { } group ? L["Assign.BackToGroup", group].Value : Ticket.AssigneeId is null ? L["Assignee.None"].Value : null;

    private static InPlaceChoice[] Offer(IEnumerable<Choice> choices) => [.. choices.Select(c => new InPlaceChoice(c.Id.ToString(), c.Name))];

    /// <summary>What was seen of the other half is what stands on the page: it is shown while one chooses.</summary>
    private Task<Refusal?> GiveToPersonAsync(string? seen, string? person) =>
        OnAssign(new() { AssigneeId = AsId(person), GroupId = Ticket.GroupId, Seen = new(Ticket.State, AsId(seen), Ticket.GroupId) });

    private Task<Refusal?> GiveToGroupAsync(string? seen, string? group) =>
        OnAssign(new() { AssigneeId = Ticket.AssigneeId, GroupId = AsId(group), WithoutGroup = group is null, Seen = new(Ticket.State, Ticket.AssigneeId, AsId(seen)) });

    private static Guid? AsId(string? value) => Guid.TryParse(value, out var id) ? id : null;

    private RenderFragment OneOf<TEnum>(string field, string label, TEnum value) where TEnum : struct, Enum => builder =>
    {
        builder.OpenComponent<InPlace>(0);
        builder.AddComponentParameter(1, nameof(InPlace.Label), L[label].Value);
        builder.AddComponentParameter(2, nameof(InPlace.Value), value.ToString());
        builder.AddComponentParameter(3, nameof(InPlace.Shown), Texts.Of(value));
        builder.AddComponentParameter(4, nameof(InPlace.IsEditable), Details.Rights.Edit);
        builder.AddComponentParameter(5, nameof(InPlace.Choices), (Func<Task<IReadOnlyList<InPlaceChoice>>>)OfferAsync<TEnum>);
        builder.AddComponentParameter(6, nameof(InPlace.OnSave), (Func<string?, string?, Task<Refusal?>>)((seen, wanted) => OnEdit(field, seen, wanted)));
        builder.AddComponentParameter(7, nameof(InPlace.ChildContent), (RenderFragment)(content => content.AddContent(0, Texts.Of(value))));
        builder.CloseComponent();
    };

    private Task<IReadOnlyList<InPlaceChoice>> OfferAsync<TEnum>() where TEnum : struct, Enum =>
        Task.FromResult<IReadOnlyList<InPlaceChoice>>([.. Enum.GetValues<TEnum>().Select(v => new InPlaceChoice(v.ToString(), Texts.Of(v)))]);
}
