using OpsFlux.Kernel.Accounts.Directory.Ldap;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Directory;

public sealed class LdapFilterTests
{
    [Theory]
    [InlineData("(uid=alice)", "A30C 0403756964 0405616C696365")]
    [InlineData("(uid=*)", "8703756964")]
    [InlineData("(uid=a*c)", "A40D 0403756964 3006 800161 820163")]
    [InlineData("(!(uid=a))", "A20A A308 0403756964 040161")]
    [InlineData("(&(uid=a)(sn=b))", "A013 A308 0403756964 040161 A307 0402736E 040162")]
    [InlineData("(uid=\\2a)", "A308 0403756964 04012A")]
    [InlineData("(uid=é)", "A309 0403756964 0402C3A9")]
    public void A_filter_travels_as_the_standard_says(string filter, string expected) =>
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(LdapFilter.Encode(filter)!));   // sound

    [Theory]
    [InlineData("")]
    [InlineData("uid=a")]
    [InlineData("(uid=a")]
    [InlineData("(uid=a))")]
    [InlineData("(=a)")]
    [InlineData("(uid)")]
    [InlineData("(uid=\\2)")]
    [InlineData("(!(a=b)(c=d))")]
    public void What_is_no_filter_is_none(string filter) => Assert.Null(LdapFilter.Encode(filter));

    [Theory]
    [InlineData("*")]
    [InlineData(")(uid=*")]
    [InlineData("\\")]
    [InlineData("a\0b")]
    [InlineData("*)(|(objectClass=*")]
    public void What_was_typed_is_a_value_whatever_it_holds(string typed)
    {
        var sent = LdapFilter.Encode($"(uid={LdapFilter.Escape(typed)})")!;   // sound

        Assert.Equal(0xA3, sent[0]);   // one comparison for equality
        Assert.EndsWith(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(typed)), Convert.ToHexString(sent), StringComparison.Ordinal);
    }
}
