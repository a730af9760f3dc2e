using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>How people and groups are looked for and sorted in their lists.</summary>
internal sealed class PeopleMapping : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<Group>
{
    /// <summary>Shadow property: the words of name, user name and address, unaccented and not stemmed.</summary>
    public const string Search = "Search";

    public const string Dictionary = "kernel.people";

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property<NpgsqlTsVector>(Search).HasComputedColumnSql(
            $"to_tsvector('{Dictionary}', display_name || ' ' || translate(coalesce(user_name, '') || ' ' || coalesce(email, ''), '.@_-', '    '))", stored: true);
        builder.HasIndex(Search).HasMethod("gin").HasDatabaseName("ix_users_search");
        builder.HasIndex(u => new { u.DisplayName, u.Id }, "ix_users_name");
        builder.HasIndex(u => new { u.StructureId, u.DisplayName, u.Id }, "ix_users_structure_name");   // scope 'structure'
        builder.HasIndex(u => u.MergedIntoId, "ix_users_merged").HasFilter("merged_into_id is not null");
    }

    public void Configure(EntityTypeBuilder<Group> builder) => builder.HasIndex(g => new { g.Name, g.Id }, "ix_groups_name");
}
