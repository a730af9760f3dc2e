using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Passwords;

public sealed class PasswordPolicyTests
{
    private static readonly IReadOnlyCollection<string> Known = PersonWords.Of(Make.User("Karim Benali", email: "k.benali@exemple.fr"), "Atelier Dumas");

    [Theory]
    [InlineData("court", PasswordFlaws.TooShort)]
    [InlineData("éléphants!!", PasswordFlaws.TooShort)]
    [InlineData("motdepasse2026!", PasswordFlaws.Common)]
    [InlineData("M0tDeP@sse1234", PasswordFlaws.Common)]
    [InlineData("Password-2025-!", PasswordFlaws.Common)]
    [InlineData("P4ssw0rdP4ssw0rd", PasswordFlaws.Common)]
    [InlineData("marseille13000", PasswordFlaws.Common)]
    [InlineData("jetaimemaman", PasswordFlaws.Common)]
    [InlineData("benali-atelier", PasswordFlaws.Personal)]
    [InlineData("Karim.Benali.26", PasswordFlaws.Personal)]
    [InlineData("opsfluxopsflux", PasswordFlaws.Personal)]
    [InlineData("dumas dumas 12", PasswordFlaws.Personal)]
    [InlineData("aaaaaaaaaaaaaaaa", PasswordFlaws.Repeated)]
    [InlineData("ababababababab", PasswordFlaws.Repeated)]
    [InlineData("xkqzjxkqzjxkqzj", PasswordFlaws.Repeated)]
    [InlineData("azertyuiop^$qs", PasswordFlaws.Keyboard)]
    [InlineData("poiuytrezamlkj", PasswordFlaws.Keyboard)]
    [InlineData("abcdefghijklmnop", PasswordFlaws.Sequence)]
    [InlineData("hgfedcbaponmlk", PasswordFlaws.Sequence)]
    public void What_would_be_guessed_is_refused_with_its_reason(string password, string flaw) =>
        Assert.Equal(flaw, PasswordPolicy.FlawOf(password, Known)?.Code);

    [Theory]
    [InlineData("neuf girafes lisent")]
    [InlineData("correct horse battery")]
    [InlineData("un long mot de passe")]
    [InlineData("kX9-vbq2-mmTz")]
    [InlineData("Ça s’écrit où, zut ?")]
    [InlineData("пароль надёжный весьма")]
    public void Length_without_the_obvious_is_enough(string password) => Assert.Null(PasswordPolicy.FlawOf(password, Known));

    [Fact]
    public void Sentences_of_two_hundred_characters_are_passwords_and_a_megabyte_is_not()
    {
        var sentence = string.Concat(Enumerable.Range(0, 40).Select(i => $"{(char)('a' + (i * 7 % 26))}{(char)('k' + (i * 3 % 15))}zu "));

        Assert.Null(PasswordPolicy.FlawOf(sentence[..200], Known));
        Assert.Equal(PasswordFlaws.TooLong, PasswordPolicy.FlawOf(new string('x', 1_000_000), Known)?.Code);
    }

    [Fact]
    public void What_the_program_makes_up_passes_its_own_policy() =>
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(PasswordPolicy.FlawOf(OpsFlux.Kernel.Accounts.GeneratedPassword.New(), Known)));
}
