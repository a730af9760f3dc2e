using OpsFlux.Kernel.Data;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data;

public sealed class ConventionsTests
{
    [Theory]
    [InlineData("Id", "id")]
    [InlineData("StructureId", "structure_id")]
    [InlineData("IPAddress", "ip_address")]
    [InlineData("AspNetUserClaims", "asp_net_user_claims")]
    [InlineData("PK_tickets", "pk_tickets")]
    [InlineData("FK_tickets_users_RequesterId", "fk_tickets_users_requester_id")]
    [InlineData("IX_tickets_Number", "ix_tickets_number")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("", "")]
    public void Names_become_snake_case(string name, string expected) => Assert.Equal(expected, Conventions.SnakeCase(name));
}
