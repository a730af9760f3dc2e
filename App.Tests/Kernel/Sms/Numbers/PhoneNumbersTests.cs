using OpsFlux.Kernel.Sms.Numbers;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms.Numbers;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("07.12.34.56.78", "FR", "+33712345678")]
    [InlineData("06-12-34-56-78", "MA", "+212612345678")]
    [InlineData("0712345678", "MA", "+212712345678")]
    [InlineData("+33 6 12 34 56 78", "MA", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "FR", "+33612345678")]
    [InlineData("00212 6 12 34 56 78", "FR", "+212612345678")]
    [InlineData("+212 06 12 34 56 78", "FR", "+212612345678")]
    [InlineData(" +34 612 345 678 ", "FR", "+34612345678")]
    [InlineData("٠٦١٢٣٤٥٦٧٨", "MA", "+212612345678")]
    public void What_people_type_is_kept_in_one_form(string typed, string country, string number) => Assert.Equal(number, PhoneNumbers.Parse(typed, country));

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("01 42 68 53 00")]       // a landline
    [InlineData("+33 1 42 68 53 00")]
    [InlineData("+212 5 22 12 34 56")]
    [InlineData("06 12 34 56 7")]
    [InlineData("06 12 34 56 789")]
    [InlineData("612345678")]            // of which country?
    [InlineData("+0612345678")]
    [InlineData("+1234567")]
    [InlineData("+1234567890123456")]
    [InlineData("06 12 34 56 78 poste 2")]
    [InlineData("+33+612345678")]
    [InlineData("\r\n0612345678\0")]
    public void What_is_no_mobile_number_is_refused(string typed) => Assert.Null(PhoneNumbers.Parse(typed, "FR"));

    [Theory]
    [InlineData("+33612345678", "+33 6 12 34 56 78")]
    [InlineData("+212712345678", "+212 7 12 34 56 78")]
    [InlineData("+34612345678", "+34612345678")]
    public void A_number_is_shown_as_it_is_read_aloud(string number, string shown) => Assert.Equal(shown, PhoneNumbers.Show(number));
}
