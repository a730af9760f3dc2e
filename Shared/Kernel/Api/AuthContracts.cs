using System.ComponentModel;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>Opens a session with a password.</summary>
public sealed class LoginRequest
{
    [RequiredText(1, 256)]
    [Description("User name, with or without '@' before it, or e-mail address.")]
    public string UserName { get; set; } = "";

    [RequiredText(1, 256)]
    [Description("The password.")]
    public string Password { get; set; } = "";
}

/// <summary>Completes a sign-in that asks for a second proof.</summary>
public sealed class SecondFactorRequest
{
    [RequiredText(1, 4000)]
    [Description("As answered by the sign-in.")]
    public string Challenge { get; set; } = "";

    [RequiredText(1, 64)]
    [Description("Six digits of the authenticator or of a message, or a recovery code.")]
    public string Code { get; set; } = "";
}

/// <summary>Asks for a code by SMS, for a sign-in that asks for a second proof.</summary>
public sealed class SmsCodeRequest
{
    [RequiredText(1, 4000)]
    [Description("As answered by the sign-in.")]
    public string Challenge { get; set; } = "";
}

/// <summary>Exchanges a refresh token for a new pair.</summary>
public sealed class RefreshRequest
{
    [RequiredText(1, 200)]
    [Description("The refresh token that was answered last. Each one works once.")]
    public string RefreshToken { get; set; } = "";
}

/// <summary>A pair of opaque tokens.</summary>
public sealed class TokenAnswer
{
    [Description("Send it as `Authorization: Bearer …`.")]
    public required string AccessToken { get; init; }

    [Description("For /auth/refresh, once. Using one twice ends the session.")]
    public required string RefreshToken { get; init; }

    [Description("Seconds for which the access token is good.")]
    public required int ExpiresIn { get; init; }

    [Description("Whose session it is.")]
    public required ApiPerson User { get; init; }
}

/// <summary>The person who is signed in.</summary>
public sealed record ApiPerson(
    [property: Description("Identifier of the person.")] Guid Id,
    [property: Description("User name, without '@'.")] string UserName,
    [property: Description("Name, for people to read.")] string DisplayName,
    [property: Description("Language of the person: fr or en.")] string Language);
