namespace OpsFlux.Kernel.Results;

/// <summary>
/// One thing a user can do, in one class with one <c>RunAsync</c>. Found by type and registered per circuit or request;
/// checks the permission, narrows rows with <c>AllowedTo</c>, asks the domain, saves.
/// </summary>
public interface IUseCase;
