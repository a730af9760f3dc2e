using System.Security.Cryptography;

namespace OpsFlux.Kernel.Accounts;

/// <summary>Passwords the program makes up: four groups of five, about 99 bits, without characters that look alike.</summary>
internal static class GeneratedPassword
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
}
