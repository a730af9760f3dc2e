namespace OpsFlux.Kernel.Organisation;

/// <summary>Marks the texts around structures, sites, the organisation's identity and deleted records.</summary>
public sealed class OrganisationText;
