using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Passwords;

/// <summary>A password somebody chose, typed twice.</summary>
public class NewPasswordRequest
{
    public string? Password { get; set; }
    public string? Again { get; set; }
}

/// <summary>Checks a chosen password and writes it to the account: the same for a change, a reset and an invitation.</summary>
public sealed class NewPasswords(IPasswordHasher<User> hasher, GetOrganisation organisation, TimeProvider clock)
{
    /// <summary>Field by field; null where it may be set.</summary>
    public async Task<Refusal?> RefusalOfAsync(User person, NewPasswordRequest request, CancellationToken ct)
    {
        var known = PersonWords.Of(person, (await organisation.RunAsync(ct)).Name);
        if (PasswordPolicy.FlawOf(request.Password ?? "", known) is { } flaw) return Refusal.Invalid(new FieldError(nameof(request.Password), flaw.Code, flaw.Arguments));
        return request.Password == request.Again ? null : Refusal.Invalid(new FieldError(nameof(request.Again), PasswordFlaws.Different));
    }

    /// <summary>Costs a quarter of a second of one core.</summary>
    public void Set(User person, string password)
    {
        person.PasswordHash = hasher.HashPassword(person, password);
        (person.PasswordChangedAt, person.MustChangePassword) = (clock.GetUtcNow(), false);
    }
}
