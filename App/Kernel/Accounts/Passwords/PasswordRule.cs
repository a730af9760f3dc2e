using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Accounts.Passwords;

/// <summary>Our policy in place of Identity's, whoever sets a password by way of it: verbs and the demonstration.</summary>
internal sealed class PasswordRule(GetOrganisation organisation) : IPasswordValidator<User>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var name = (await organisation.RunAsync(CancellationToken.None)).Name;
        return PasswordPolicy.FlawOf(password ?? "", PersonWords.Of(user, name)) is { } flaw
            ? IdentityResult.Failed(new IdentityError { Code = flaw.Code, Description = string.Join(' ', flaw.Arguments) })
            : IdentityResult.Success;
    }
}
