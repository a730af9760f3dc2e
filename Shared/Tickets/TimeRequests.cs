using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Tickets;

public static class TimeLimits
{
    public const int Least = 1;

    /// <summary>A day.</summary>
    public const int Most = 1440;
    public const int WhatMax = 500;
}

/// <summary>Adds working time, or corrects an entry where one is named. Never conflicts with an edit of the ticket.</summary>
public sealed class SpendTimeRequest : TicketRequest
{
    /// <summary>The entry to correct; null adds one.</summary>
    public Guid? EntryId { get; set; }

    public DateOnly WorkedOn { get; set; }

    [Range(TimeLimits.Least, TimeLimits.Most, ErrorMessage = "out-of-range:1:1440")]
    public int Minutes { get; set; }

    [OptionalText(TimeLimits.WhatMax)]
    public string? What { get; set; }

    public bool IsBillable { get; set; }
}

public sealed class RemoveTimeRequest : TicketRequest
{
    public Guid EntryId { get; set; }
}
