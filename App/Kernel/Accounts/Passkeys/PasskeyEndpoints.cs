using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Accounts.Passkeys;

/// <summary>What a browser made for a new passkey.</summary>
public sealed record PasskeyMade(string? Credential, string? Name);

/// <summary>Answer to it: recovery codes with the first factor, or why it was refused, in words.</summary>
public sealed record PasskeyAnswer(IReadOnlyList<string> Codes, string? Refusal);

/// <summary>The requests of <c>passkeys.js</c>: a circuit can set no cookie, and the browser's own questions need one.</summary>
internal static class PasskeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/passkeys/request", BeginEnterAsync).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
        endpoints.MapPost("/passkeys/new", BeginAddAsync).RequireAuthorization(AccessPolicies.SignedIn)
            .WithMetadata(new RequireAntiforgeryTokenAttribute(), new SettlesDebtAttribute(SessionDebt.EnrolSecondFactor));
        endpoints.MapPost("/passkeys", FinishAddAsync).RequireAuthorization(AccessPolicies.SignedIn)
            .WithMetadata(new RequireAntiforgeryTokenAttribute(), new SettlesDebtAttribute(SessionDebt.EnrolSecondFactor));
    }

    private static async Task<IResult> BeginEnterAsync(HttpContext http, EnterByPasskey enter) =>
        TypedResults.Content(await enter.BeginAsync(http), "application/json");

    private static async Task<IResult> BeginAddAsync(HttpContext http, AddPasskey add, TextCatalog texts, CancellationToken ct)
    {
        var begun = await add.BeginAsync(http, ct);
        return begun.Failed ? Refused(begun.Refusal, texts) : TypedResults.Content(begun.Value, "application/json");
    }

    private static async Task<IResult> FinishAddAsync(HttpContext http, PasskeyMade made, AddPasskey add, TextCatalog texts, CancellationToken ct)
    {
        var added = await add.FinishAsync(http, made.Credential ?? "", made.Name, ct);
        return added.Failed ? Refused(added.Refusal, texts) : TypedResults.Json(new PasskeyAnswer(added.Value.Codes, null), JsonSerializerOptions.Web);
    }

    private static IResult Refused(Refusal refusal, TextCatalog texts) =>
        TypedResults.Json(new PasskeyAnswer([], texts.Of(refusal)), JsonSerializerOptions.Web, statusCode: StatusCodes.Status409Conflict);
}
