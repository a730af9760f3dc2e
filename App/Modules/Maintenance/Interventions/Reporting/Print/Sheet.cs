using System.Globalization;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting.Print;

/// <param name="Person">Who worked.</param>
public sealed record SheetTime(string Person, InterventionTime Entry);

/// <param name="Source">As a data address.</param>
public sealed record SheetPhoto(PhotoMoment Moment, string Source);

/// <param name="Path">The d of an SVG path; null where the typed name stands for the signature.</param>
public sealed record SheetSignature(SignatureParty Party, string Name, string? Path, DateTimeOffset At);

/// <summary>All that a report says, before it is put into words.</summary>
public sealed record Sheet
{
    public required InterventionReport Report { get; init; }

    /// <summary>Number of the report that this one corrects.</summary>
    public string? Replaces { get; init; }
    public required CultureInfo Culture { get; init; }

    /// <summary>In which instants are said: the organisation's.</summary>
    public required TimeZoneInfo Zone { get; init; }
    public required OrganisationCard Organisation { get; init; }
    public required Intervention Intervention { get; init; }

    /// <summary>Name of the structure whose equipment it is.</summary>
    public required string Client { get; init; }
    public string? ClientAddress { get; init; }
    public string? Site { get; init; }
    public string? SiteAddress { get; init; }
    public EquipmentPlate? Equipment { get; init; }

    /// <summary>Reference and name.</summary>
    public string? Contract { get; init; }
    public string? Lead { get; init; }
    public required string Requester { get; init; }
    public required IReadOnlyList<SheetTime> Times { get; init; }
    public required IReadOnlyList<InterventionPart> Parts { get; init; }
    public required IReadOnlyList<InterventionCheck> Checks { get; init; }
    public required IReadOnlyList<SheetPhoto> Photos { get; init; }

    /// <summary>Photos that are kept with the intervention, and of which there are too many, or too large ones, for paper.</summary>
    public int PhotosLeftOut { get; init; }
    public required IReadOnlyList<SheetSignature> Signatures { get; init; }

    public string At(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone);
        return $"{local.ToString("d", Culture)} {local.ToString("t", Culture)}";
    }

    public string Hour(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString("t", Culture);

    public string Amount(decimal amount) => amount.ToString("0.####", Culture);

    /// <summary>"1 h 30".</summary>
    public static string Length(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalHours} h {length.Minutes:00}");
}
