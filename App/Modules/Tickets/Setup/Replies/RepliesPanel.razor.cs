using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Replies;

/// <summary>Canned replies to keep: one's own, or the shared ones.</summary>
public sealed partial class RepliesPanel(EditReplies edit, IStringLocalizer<TicketsText> L)
{
    private IReadOnlyList<ReplyRow>? rows;
    private ReplyChoices choices = new([], [], [], false);
    private SaveReplyRequest? form;
    private CannedReply? removing;

    [Parameter] public bool Mine { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        choices = await edit.ChoicesAsync(Mine, Gone);
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        var read = await edit.ListAsync(Mine, Gone);
        if (read.Failed) refusal = read.Refusal;
        else rows = read.Value;
    }

    private void Open(CannedReply? reply)
    {
        refusal = null;
        form = reply is null ? new() { Audience = NewAudience } : new()
        {
            Id = reply.Id,
            Version = reply.Version,
            Title = reply.Title,
            Body = reply.Body,
            Language = reply.Language ?? "",
            CategoryId = reply.CategoryId,
            StructureId = reply.StructureId,
            GroupId = reply.GroupId,
            Audience = AudienceOf(reply),
        };
    }

    private ReplyAudience NewAudience => Mine ? ReplyAudience.Mine : choices.Everybody ? ReplyAudience.Everybody : ReplyAudience.Structure;

    private static ReplyAudience AudienceOf(CannedReply reply) => reply switch
    {
        { OwnerId: not null } => ReplyAudience.Mine,
        { StructureId: not null } => ReplyAudience.Structure,
        { GroupId: not null } => ReplyAudience.Group,
        _ => ReplyAudience.Everybody,
    };

    private void Ask(CannedReply reply) => (refusal, removing) = (null, reply);

    private Task SaveAsync() => ChangeAsync(() => edit.SaveAsync(form!, Gone));   // the form is open

    private Task RemoveAsync() => ChangeAsync(() => edit.RemoveAsync(removing!.Id, removing.Version, Gone));   // the question is open

    private async Task ChangeAsync(Func<Task<Result>> change)
    {
        if (!await ActAsync(change)) return;
        (form, removing) = (null, null);
        await LoadAsync(ReadAsync);
    }
}
