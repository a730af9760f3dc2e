namespace OpsFlux.Shared.Maintenance;

/// <summary>What contracts are counted in.</summary>
public enum ContractUnit
{
    Minutes,
    Points,
    Interventions,
}

/// <summary>What happens where a contract's pots do not suffice.</summary>
public enum OverrunPolicy
{
    /// <summary>The work is refused on this contract.</summary>
    Block,

    /// <summary>The balance may fall below zero, as far as the tolerance.</summary>
    Allow,

    /// <summary>What the pots do not give is kept apart, to be quoted.</summary>
    Quote,
}

/// <summary>What a line of consumption is for.</summary>
public enum ConsumptionKind
{
    Time,
    Travel,
    Intervention,
}

/// <summary>The steps of a contract. Expiry and renewal come with the day, and from nobody's hand.</summary>
public enum ContractTrigger
{
    Activate,
    Terminate,
    Expire,
    Renew,
}

public static class ClientLimits
{
    public const int NameMax = 200;
    public const int SectorMax = 100;
    public const int AddressMax = 400;
    public const int CityMax = 100;
    public const int PhoneMax = 20;
    public const int ContactsMax = 100;
}

public static class ContractLimits
{
    public const int ReferenceMax = 60;
    public const int NameMax = 200;
    public const int TermsMax = 20_000;
    public const int ReasonMax = 2_000;
    public const int CoverMax = 500;
    public const int EntriesMax = 50;
    public const int NoteMax = 200;
    public const int GradeMax = 60;
    public const int ScaleNameMax = 100;
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class ContractRefusals
{
    /// <summary>The pots do not suffice, and the contract does not let them be overdrawn so far.</summary>
    public const string Exhausted = "contracts.exhausted";

    /// <summary>The day of the work is not within the contract.</summary>
    public const string NotInForce = "contracts.not-in-force";

    /// <summary>It was corrected before.</summary>
    public const string AlreadyReversed = "contracts.already-reversed";

    /// <summary>What is agreed cannot be changed once the contract is over.</summary>
    public const string IsOver = "contracts.is-over";
    public const string UnknownFilter = "contracts.unknown-filter";
    public const string EndsInThePast = "contracts.ends-in-the-past";
}
