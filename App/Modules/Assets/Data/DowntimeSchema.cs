using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>What the model cannot say of stops.</summary>
internal static class DowntimeSchema
{
    /// <summary>Stops by the time they cover, so that figures of a period read what reaches into it, however long ago it was and whatever has happened since.</summary>
    public static void Up(MigrationBuilder migration) => migration.Sql(
        """create index ix_downtimes_period on assets.downtimes using gist (tstzrange("from", until, '[]'))""");

    public static void Down(MigrationBuilder migration) => migration.Sql("drop index assets.ix_downtimes_period");
}
