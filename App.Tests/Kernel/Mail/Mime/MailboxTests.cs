using OpsFlux.Kernel.Mail.Mime;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Mime;

public sealed class MailboxTests
{
    [Theory]
    [InlineData("desk@exemple.fr", "desk@exemple.fr", null)]
    [InlineData(" OpsFlux <desk@Exemple.FR> ", "desk@exemple.fr", "OpsFlux")]
    [InlineData("\"Dupont, Ève\" <eve+x@exemple.fr>", "eve+x@exemple.fr", "Dupont, Ève")]
    [InlineData("o'neil@sub.exemple.fr", "o'neil@sub.exemple.fr", null)]
    [InlineData("a@données.fr", "a@xn--donnes-eva.fr", null)]
    [InlineData("root@localhost", "root@localhost", null)]
    public void One_mailbox_is_read(string text, string address, string? name)
    {
        var read = Mailbox.Parse(text);

        Assert.Equal((address, name), (read?.Address, read?.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("desk")]
    [InlineData("@exemple.fr")]
    [InlineData("desk@")]
    [InlineData("j@x.example, k@y.example")]
    [InlineData("j@x.example,k@y.example")]
    [InlineData("a b@x.example")]
    [InlineData("<j@x.example> <k@y.example")]
    [InlineData("\"a@b\"@x.example")]
    [InlineData(".a@x.example")]
    [InlineData("a..b@x.example")]
    [InlineData("a@x..example")]
    [InlineData("a@-x.example")]
    [InlineData("a@[192.0.2.1]")]
    [InlineData("é@x.example")]
    [InlineData("a@x.example\r\nBcc: k@y.example")]
    [InlineData("a\r\nRCPT TO:<k@y.example>@x.example")]
    [InlineData("a@x.example>\r\nRCPT TO:<k@y.example")]
    [InlineData("a@x.example\0")]
    public void Anything_but_one_mailbox_is_none(string? text) => Assert.Null(Mailbox.Parse(text));

    [Fact]
    public void Addresses_longer_than_any_server_takes_are_none()
    {
        Assert.Null(Mailbox.Parse($"{new string('a', 65)}@x.example"));
        Assert.Null(Mailbox.Parse($"a@{string.Join('.', Enumerable.Repeat(new string('b', 50), 6))}"));
    }

    [Fact]
    public void A_name_cannot_begin_another_header() => Assert.Equal("Ève  Bcc: k@y.example", Mailbox.Of("a@x.example", "Ève\r\nBcc: k@y.example")?.Name);
}
