namespace OpsFlux.Modules.Tickets.Setup.Replies;

/// <summary>What stands for {{requester}}, {{number}}, {{title}} and {{me}} in a canned reply.</summary>
public sealed record ReplyPlaceholders(string Requester, string Number, string Title, string Me)
{
    public static readonly IReadOnlyList<string> Names = ["requester", "number", "title", "me"];

    /// <summary>
    /// Replaced from left to right, once: a title that itself holds "{{me}}" stays as it is. Unknown names stay, so that
    /// whoever inserts the text sees them before he sends it.
    /// </summary>
    public string Fill(string body)
    {
        var filled = new System.Text.StringBuilder(body.Length);
        for (var at = 0; at < body.Length;)
        {
            var name = Names.FirstOrDefault(n => string.CompareOrdinal(body, at, "{{" + n + "}}", 0, n.Length + 4) == 0);
            filled.Append(name is null ? body[at].ToString() : ValueOf(name));
            at += name is null ? 1 : name.Length + 4;
        }

        return filled.ToString();
    }

    private string ValueOf(string name) => name switch
    {
        "requester" => Requester,
        "number" => Number,
        "title" => Title,
        _ => Me,
    };
}
