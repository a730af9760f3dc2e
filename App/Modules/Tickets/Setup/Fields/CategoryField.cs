using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>A question that the form of a category asks, and of every category below it.</summary>
public sealed class CategoryField : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CategoryId { get; init; }

    /// <summary>Stable name of the answer: the same code in two categories means the same thing, so that an answer survives a change of category.</summary>
    public required string Code { get; init; }

    /// <summary>Never changes: answers are stored by it.</summary>
    public required FieldKind Kind { get; init; }
    public required string French { get; set; }

    /// <summary>Null: the French label serves.</summary>
    public string? English { get; set; }
    public string? FrenchHelp { get; set; }
    public string? EnglishHelp { get; set; }
    public bool IsRequired { get; set; }

    /// <summary>Of a number; null: no limit.</summary>
    public decimal? Min { get; set; }
    public decimal? Max { get; set; }

    /// <summary>Of a choice, in the order in which they are offered.</summary>
    public List<FieldOption> Options { get; set; } = [];
    public int Order { get; set; }

    /// <summary>Out of use, it is asked no more; answers that were given stay and are shown.</summary>
    public bool IsActive { get; set; } = true;
    public long Version { get; set; } = 1;
}

/// <summary>An entry of a choice. Answers keep the code, so that the words may change.</summary>
public sealed record FieldOption(string Code, string French, string? English, bool IsActive = true);

/// <summary>What somebody answered on one ticket.</summary>
public sealed class TicketFieldValue
{
    public required Guid TicketId { get; init; }

    /// <summary>As the field's.</summary>
    public required string Code { get; init; }

    /// <summary>The field that was asked: its words are shown even after the ticket changed its category.</summary>
    public required Guid FieldId { get; set; }

    /// <summary>Invariant text: "12.5", "2026-11-20", "true", the code of an option, or what was typed.</summary>
    public required string Value { get; set; }
}
