using OpsFlux.Kernel.Api.Answers;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>Something read from a request that may be wrong: then the endpoint is not called, and this is answered.</summary>
internal interface IApiInput
{
    ApiAnswer? Wrong { get; }
}
