using System.ComponentModel;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Shared.Maintenance;

/// <summary>Fields of a client: all of them of a new one, those to change of another.</summary>
public sealed class ClientFields
{
    [Description("Of a new client: the structure that looks after it.")]
    public Guid? ParentId { get; set; }

    [Description("Of a new client: the short code of its structure; made from the name where it is absent.")]
    public string? Code { get; set; }

    [Description("2 to 200 characters.")]
    public string Name { get; set; } = "";

    [Description("Where the relation stands.")]
    public ClientStatus Status { get; set; } = ClientStatus.Active;

    [Description("What it does.")]
    public string? Sector { get; set; }

    [Description("Street and number.")]
    public string? Address { get; set; }

    [Description("City.")]
    public string? City { get; set; }

    [Description("Telephone number.")]
    public string? Phone { get; set; }

    [Description("Since when it is a client.")]
    public DateOnly? Since { get; set; }

    [Description("Of reports and mails to it: fr or en.")]
    public string? Language { get; set; }
}

/// <summary>A client in a list.</summary>
public class ClientItem
{
    [Description("Identifier of the client.")]
    public required Guid Id { get; init; }

    [Description("What people call it, such as CLI-2026-000042.")]
    public required string Number { get; init; }

    [Description("Its name.")]
    public required string Name { get; init; }

    [Description("Where the relation stands.")]
    public required ClientStatus Status { get; init; }

    [Description("The structure its people, sites and equipment belong to.")]
    public required Guid StructureId { get; init; }

    [Description("What it does.")]
    public string? Sector { get; init; }

    [Description("City.")]
    public string? City { get; init; }

    [Description("Raised by each edit.")]
    public required long Version { get; init; }
}

/// <summary>A client.</summary>
public sealed class ClientResource : ClientItem
{
    [Description("Short code of its structure.")]
    public required string Code { get; init; }

    [Description("Street and number.")]
    public string? Address { get; init; }

    [Description("Telephone number.")]
    public string? Phone { get; init; }

    [Description("Since when it is a client.")]
    public DateOnly? Since { get; init; }

    [Description("Of reports and mails to it: fr or en.")]
    public required string Language { get; init; }

    [Description("Who there is to talk to.")]
    public required IReadOnlyList<ContactItem> Contacts { get; init; }

    [Description("Its sites in use.")]
    public required IReadOnlyList<NamedRef> Sites { get; init; }
}

/// <summary>Somebody to talk to at a client.</summary>
public sealed record ContactItem(
    [property: Description("Identifier of the contact.")] Guid Id,
    [property: Description("Name.")] string Name,
    [property: Description("Position.")] string? Role,
    [property: Description("E-mail address.")] string? Email,
    [property: Description("Telephone number.")] string? Phone,
    [property: Description("The first to talk to.")] bool IsMain,
    [property: Description("Reports of interventions are mailed to him.")] bool ReceivesReports);

/// <summary>Adds somebody to talk to.</summary>
public sealed class AddContactRequest
{
    [Description("2 to 200 characters.")]
    public string Name { get; set; } = "";

    [Description("Position.")]
    public string? Role { get; set; }

    [Description("E-mail address.")]
    public string? Email { get; set; }

    [Description("Telephone number.")]
    public string? Phone { get; set; }

    [Description("The first to talk to.")]
    public bool IsMain { get; set; }

    [Description("Reports of interventions are mailed to him.")]
    public bool ReceivesReports { get; set; } = true;
}

/// <summary>Fields of a contract: all of them of a new one, those to change of another.</summary>
public sealed class ContractFields
{
    [Description("The client's structure.")]
    public Guid? StructureId { get; set; }

    [Description("The number the parties know it by.")]
    public string Reference { get; set; } = "";

    [Description("2 to 200 characters.")]
    public string Name { get; set; } = "";

    [Description("What kind of work is agreed.")]
    public ContractType Type { get; set; }

    [Description("First day.")]
    public DateOnly? StartsOn { get; set; }

    [Description("Last day.")]
    public DateOnly? EndsOn { get; set; }

    [Description("In the currency.")]
    public decimal? YearlyAmount { get; set; }

    [Description("In the currency.")]
    public decimal? MonthlyAmount { get; set; }

    [Description("ISO 4217.")]
    public string Currency { get; set; } = "MAD";

    [Description("Null: not counted.")]
    public int? IncludedInterventions { get; set; }

    [Description("Null: not counted.")]
    public decimal? IncludedHours { get; set; }

    [Description("Null: not counted.")]
    public decimal? IncludedPoints { get; set; }

    [Description("Begins another term by itself.")]
    public bool RenewsByItself { get; set; }

    [Description("Days before the end by which notice has to be given.")]
    public int? NoticeDays { get; set; }

    [Description("What happens where the pots do not suffice.")]
    public OverrunPolicy Overrun { get; set; } = OverrunPolicy.Quote;

    [Description("How far below zero an allowed overrun may go, in percent of what is granted.")]
    public int TolerancePercent { get; set; }

    [Description("What time is counted by; null: minutes as they pass.")]
    public Guid? ScaleId { get; set; }

    [Description("Markdown.")]
    public string? Terms { get; set; }

    [Description("Sites covered; empty: all of the client's.")]
    public List<Guid>? SiteIds { get; set; }

    [Description("Equipment covered; empty: all of the sites covered.")]
    public List<Guid>? EquipmentIds { get; set; }
}

/// <summary>How a contract stands in one unit.</summary>
public sealed record BalanceItem(
    [property: Description("What is counted.")] ContractUnit Unit,
    [property: Description("By the pots that count today.")] decimal Granted,
    [property: Description("Of these pots.")] decimal Used,
    [property: Description("Below zero where it was overdrawn.")] decimal Left);

/// <summary>A contract in a list.</summary>
public class ContractItem
{
    [Description("Identifier of the contract.")]
    public required Guid Id { get; init; }

    [Description("What people call it, such as CON-2026-000042.")]
    public required string Number { get; init; }

    [Description("The number the parties know it by.")]
    public required string Reference { get; init; }

    [Description("Its name.")]
    public required string Name { get; init; }

    [Description("The client's structure.")]
    public required NamedRef Client { get; init; }

    [Description("What kind of work is agreed.")]
    public required ContractType Type { get; init; }

    [Description("State of the workflow.")]
    public required ContractState State { get; init; }

    [Description("First day of the present term.")]
    public required DateOnly StartsOn { get; init; }

    [Description("Last day of the present term.")]
    public required DateOnly EndsOn { get; init; }

    [Description("One for each unit that is counted.")]
    public required IReadOnlyList<BalanceItem> Balances { get; init; }

    [Description("Raised by each edit.")]
    public required long Version { get; init; }
}

/// <summary>A contract.</summary>
public sealed class ContractResource : ContractItem
{
    [Description("All that can be changed of it.")]
    public required ContractFields Fields { get; init; }

    [Description("Last day for notice.")]
    public DateOnly? NoticeBy { get; init; }
}

/// <summary>Why a step is taken.</summary>
public sealed class TakeContractStepRequest
{
    [Description("Why it is terminated.")]
    public string? Reason { get; set; }
}

/// <summary>A line of a statement.</summary>
public sealed record ConsumptionItem(
    [property: Description("Identifier of the line.")] Guid Id,
    [property: Description("Lines that belong together.")] Guid EntryId,
    [property: Description("The line that this one takes back.")] Guid? ReversesId,
    [property: Description("What it is for.")] ConsumptionKind Kind,
    [property: Description("Number of the intervention.")] string? Intervention,
    [property: Description("Day of the work.")] DateOnly On,
    [property: Description("Day it was written.")] DateOnly BookedOn,
    [property: Description("What is counted.")] ContractUnit Unit,
    [property: Description("Negative where it takes back.")] decimal Units,
    [property: Description("To be quoted, as no pot bears it.")] bool IsToQuote);
