using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Bulk;

/// <summary>Draws tickets one after the other, oldest first, so that numbers and pages of the table rise with the dates.</summary>
internal sealed class BulkTickets(BulkStage stage, IReadOnlyList<BulkCategory> categories)
{
    private const int SmallCount = 20, RequesterCount = 60;

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(ReaderZone.DefaultZoneId);
    private readonly Skew structures = new(stage.Organisation.Structures.Count), skewedCategories = new(categories.Count);
    private readonly Lifespan lifespan = new(stage);
    private readonly Dictionary<int, long> lastNumbers = [];

    /// <summary>The last number given in each year, once all were drawn.</summary>
    public IReadOnlyDictionary<int, long> LastNumbers => lastNumbers;

    public IEnumerable<BulkTicket> All() => Enumerable.Range(0, stage.Count).Select(Draw);

    private BulkTicket Draw(int index)
    {
        var random = stage.Random;
        var openedAt = stage.Now - BulkStage.Span + (BulkStage.Span * ((index + random.NextDouble()) / (stage.Count + 1)));
        var (structure, requester) = PlaceOf(index);
        var category = categories[skewedCategories.Draw(random)];
        var life = lifespan.Draw(openedAt, (index + 1.0) / stage.Count);
        return new()
        {
            Id = RepeatableIds.At(openedAt, random),
            Number = NumberAt(openedAt),
            Title = BulkWords.Title(index, random),
            Description = BulkWords.Description(random),
            StructureId = structure.Id,
            RequesterId = requester,
            CategoryId = category.Id,
            GroupId = category.GroupId,
            AssigneeId = life.State is TicketState.New ? null : AnyOf(structure.Technicians),
            Impact = (Impact)(2 - (random.Next(6) / 3) - (random.Next(8) / 7)),
            Urgency = (Urgency)random.Next(3),
            State = life.State,
            OpenedAt = openedAt,
            UpdatedAt = life.UpdatedAt,
            StartedAt = life.StartedAt,
            ResolvedAt = life.ResolvedAt,
            ClosedAt = life.ClosedAt,
        };
    }

    private (BulkStructure Structure, Guid Requester) PlaceOf(int index)
    {
        var organisation = stage.Organisation;
        if (IsOneOf(index, SmallCount, offset: 0)) return (organisation.Small, AnyOf(organisation.Small.Requesters));
        if (IsOneOf(index, RequesterCount, offset: 1)) return (organisation.RequesterHome, organisation.Requester);
        var structure = organisation.Structures[structures.Draw(stage.Random)];
        return (structure, AnyOf(structure.Requesters));
    }

    /// <summary>Exactly so many indices, evenly spread; offsets 0 and 1 never meet where a step is at least two.</summary>
    private bool IsOneOf(int index, int count, int offset)
    {
        var step = Math.Max(2, stage.Count / count);
        return index % step == offset && index / step < count;
    }

    private Guid AnyOf(IReadOnlyList<Guid> people) => people[stage.Random.Next(people.Count)];

    private string NumberAt(DateTimeOffset openedAt)
    {
        var year = TimeZoneInfo.ConvertTime(openedAt, zone).Year;
        var number = lastNumbers[year] = lastNumbers.GetValueOrDefault(year) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"TIC-{year}-{number:D6}");
    }
}
