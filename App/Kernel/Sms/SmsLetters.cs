using System.Globalization;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sms.Numbers;

namespace OpsFlux.Kernel.Sms;

/// <summary>What our messages say, in the language of whoever gets them and short enough for one: which organisation, which code, and to tell nobody.</summary>
public sealed class SmsLetters(TextCatalog texts, GetOrganisation organisation)
{
    private const int LongestName = 40;

    public Task<string> ConfirmNumberAsync(User person, string code, CancellationToken ct) =>
        WriteAsync(person.Language, name => texts.Format("Sms.Letter.Number", name, code, (int)SmsCodes.NumberLifetime.TotalMinutes), ct);

    public Task<string> SignInAsync(User person, string code, CancellationToken ct) =>
        WriteAsync(person.Language, name => texts.Format("Sms.Letter.SignIn", name, code, (int)SmsCodes.SignInLifetime.TotalMinutes), ct);

    public Task<string> ProofAsync(User person, string code, CancellationToken ct) =>
        WriteAsync(person.Language, name => texts.Format("Sms.Letter.Proof", name, code, (int)SmsCodes.SignInLifetime.TotalMinutes), ct);

    public Task<string> TestAsync(string language, CancellationToken ct) => WriteAsync(language, name => texts.Format("Sms.Letter.Test", name), ct);

    private async Task<string> WriteAsync(string language, Func<string, string> write, CancellationToken ct)
    {
        var name = SmsWords.Cut(SmsWords.OneLine((await organisation.RunAsync(ct)).Name), LongestName);
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.All.FirstOrDefault(l => l.Name == language) ?? Languages.All[0];
            return SmsWords.OneLine(write(name));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }
}
