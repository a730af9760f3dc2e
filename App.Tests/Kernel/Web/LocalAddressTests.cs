using OpsFlux.Kernel.Web;
using Xunit;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/tickets?view=All", "/tickets?view=All")]
    [InlineData("/tickets?q=repère", "/tickets?q=rep%C3%A8re")]
    [InlineData("/tickets?q=rep%C3%A8re", "/tickets?q=rep%C3%A8re")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData(null, "/")]
    public void A_form_leads_on_to_our_own_paths_in_letters_a_header_takes(string? asked, string expected) =>
        Assert.Equal(expected, LocalAddress.Or(asked));
}
