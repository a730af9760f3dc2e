using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Modules.Tickets.Setup.Replies;

/// <summary>Chooses a canned reply by typing part of it, and writes it into a text at the cursor.</summary>
public sealed partial class ReplyPicker(OfferReplies offer, IJSRuntime js, IStringLocalizer<TicketsText> L)
{
    private IReadOnlyList<OfferedReply>? replies;
    private string words = "";
    private int active;

    [Parameter, EditorRequired] public Guid TicketId { get; set; }

    /// <summary>Id of the text area.</summary>
    [Parameter, EditorRequired] public string Target { get; set; } = "";

    /// <summary>Every word somewhere in title or text, accents and case ignored.</summary>
    private IReadOnlyList<OfferedReply> Found => words.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } wanted
        ? [.. (replies ?? []).Where(r => wanted.All(w => Has(r.Title, w) || Has(r.Text, w)))] : replies ?? [];

    private static bool Has(string text, string word) =>
        CultureInfo.CurrentCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    private static string IdOf(int place) => $"reply-option-{place}";

    private Task OpenAsync() => LoadAsync(async () =>
    {
        var read = await offer.RunAsync(TicketId, Gone);
        (words, active, refusal) = ("", 0, read.Refusal);
        replies = read.Value ?? [];
    });

    private async Task PressAsync(KeyboardEventArgs e)
    {
        var last = Math.Max(0, Found.Count - 1);
        active = e.Key switch
        {
            "ArrowDown" => Math.Min(last, active + 1),
            "ArrowUp" => Math.Max(0, active - 1),
            _ => active,
        };
        if (e.Key == "Enter" && Found.Count > 0) await InsertAsync(Found[Math.Min(active, last)]);
    }

    private async Task InsertAsync(OfferedReply reply)
    {
        replies = null;
        StateHasChanged();   // the dialog gives the focus back before the text takes it
        await js.InvokeVoidAsync("OpsFlux.insertReply", Target, reply.Text);
        await ActAsync(async () =>
        {
            await offer.UsedAsync(reply.Id, Gone);
            return Result.Ok;
        });
    }
}
