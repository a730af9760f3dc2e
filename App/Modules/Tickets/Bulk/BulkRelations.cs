using Npgsql;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Bulk;

/// <summary>Tags and watchers, so that the filters 'tag' and 'watched' have something to find, and much to pass over.</summary>
internal static class BulkRelations
{
    /// <summary>On every fifth ticket, on every hundredth, on five of all, and on the oldest alone, which are closed.</summary>
    public static readonly string[] Tags = ["frequent", "moyen", "rare", "ancien"];

    /// <summary>Two requesters in three watch what they opened; the technician watches his small structure, the administrator three hundred of all.</summary>
    private const string Sql =
        """
        with words as (
            insert into kernel.tags (id, name, key) select md5(w)::uuid, w, w from unnest(@tags) w returning id, key
        ), numbered as (
            select id, requester_id, structure_id, opened_at, row_number() over (order by id) as n, count(*) over () as total from tickets.tickets
        ), tagged as (
            insert into kernel.record_tags (tag_id, record_kind, record_id)
            select words.id, @kind, t.id from numbered t join words on case words.key
                when 'frequent' then t.n % 5 = 0 when 'moyen' then t.n % 100 = 0 when 'rare' then t.n % greatest(t.total / 5, 1) = 0
                else t.n <= t.total / 250 and t.n % 2 = 0 end
        )
        insert into kernel.watchers (record_id, user_id, record_kind, since)
        select t.id, t.requester_id, @kind, t.opened_at from numbered t where t.n % 3 <> 0
        union
        select t.id, u.id, @kind, t.opened_at from numbered t join kernel.users u
            on u.user_name = @small and t.structure_id = u.structure_id or u.user_name = @admin and t.n % greatest(t.total / 300, 1) = 0
        """;

    public static async Task WriteAsync(NpgsqlConnection owner, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, owner) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("tags", Tags);
        command.Parameters.AddWithValue("kind", Ticket.RecordKind);
        command.Parameters.AddWithValue("small", BulkPeople.SmallTechnician);
        command.Parameters.AddWithValue("admin", BulkPeople.Administrator);
        await command.ExecuteNonQueryAsync(ct);
    }
}
