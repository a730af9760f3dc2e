using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Records.Links;

/// <summary>What a record is to others: parent and children first, with their states; live.</summary>
public sealed partial class RecordLinks(GetLinks get, LinkRecords link, UnlinkRecords unlink, SuggestRecords suggest)
{
    /// <summary>As <see cref="LinkWriter.Wording"/> says them, both ways; those that acts make are left out.</summary>
    private static readonly string[] Wordings =
    [
        .. Enum.GetValues<LinkType>().Where(t => !LinkWriter.IsSaidElsewhere(t))
            .SelectMany(t => new[] { LinkWriter.Wording(t, isInverse: false), LinkWriter.Wording(t, isInverse: true) }).Distinct(),
    ];

    private readonly string fieldId = $"link-{Guid.CreateVersion7():N}", kindId = $"link-kind-{Guid.CreateVersion7():N}";
    private LinkList? list;
    private LinkLine? removing;
    private string wording = Wordings[0], number = "";
    private bool isAdding, isMissing;

    /// <summary>Resource keys of the states in which a record is done.</summary>
    [Parameter] public IReadOnlyCollection<string> DoneStates { get; set; } = [];

    protected override string? OwnEvents => "records.link.";

    private List<LinkLine>? Children => list?.Links.Where(l => l is { Type: LinkType.ChildOf, IsInverse: true }).ToList();

    protected override async Task ReadAsync(RecordAccess? access)
    {
        list = access is null ? (await get.RunAsync(Record, Gone)).Value : await get.RunAsync(access, Gone);
        FollowChanges([.. (list?.Links ?? []).Select(l => l.Other.Ref)]);   // the others' states are shown here too
    }

    private string WordOf(LinkType type, bool isInverse) => Texts[$"Link.{LinkWriter.Wording(type, isInverse)}"];

    private bool IsDone(LinkLine line) => line.Other.State is { } state && DoneStates.Contains(state);

    private Task<IReadOnlyList<RecordCard>> SuggestAsync(string words, CancellationToken ct) => suggest.RunAsync(Record, words, null, ct);

    private void Open() => (isAdding, isMissing, refusal, number) = (true, false, null, "");

    private async Task AddAsync()
    {
        isMissing = string.IsNullOrWhiteSpace(number);
        if (isMissing) return;
        var (type, isInverse) = Parse(wording);
        if (!await ActAsync(() => link.RunAsync(Record, type, isInverse, number, Gone))) return;
        isAdding = false;
        await LoadAsync(ReadAsync);
    }

    private async Task RemoveAsync(LinkLine line)
    {
        if (!await ActAsync(() => unlink.RunAsync(Record, line.Id, Gone))) return;
        removing = null;
        await LoadAsync(ReadAsync);
    }

    private static (LinkType Type, bool IsInverse) Parse(string wording)
    {
        var parts = wording.Split('.');
        return (Enum.Parse<LinkType>(parts[0]), parts.Length > 1);   // of our own list
    }
}
