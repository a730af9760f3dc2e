using Npgsql;
using OpsFlux.Kernel.Organisation.Bulk;

namespace OpsFlux.Modules.Tickets.Bulk;

internal sealed record BulkCategory(Guid Id, Guid GroupId);

/// <summary>Forty categories in eight families; a family goes to one team.</summary>
internal static class BulkCategories
{
    private static readonly string[] Families = ["Équipement", "Informatique", "Réseau", "Logistique", "Bâtiment", "Sécurité", "Comptes", "Achats"];
    private static readonly string[] Subjects = ["Panne", "Installation", "Demande", "Entretien", "Conseil"];

    public static async Task<IReadOnlyList<BulkCategory>> WriteAsync(BulkStage stage, CancellationToken ct)
    {
        var written = new List<BulkCategory>();
        var begin = stage.Now - BulkStage.Span;
        foreach (var (family, group) in Families.Zip(stage.Organisation.Groups))
        {
            var parent = RepeatableIds.At(begin, stage.Random);
            await InsertAsync(stage.Owner, parent, null, family, family, group, ct);
            foreach (var subject in Subjects)
            {
                var leaf = new BulkCategory(RepeatableIds.At(begin, stage.Random), group);
                await InsertAsync(stage.Owner, leaf.Id, parent, subject, $"{family} › {subject}", group, ct);
                written.Add(leaf);
            }
        }

        return written;
    }

    private static async Task InsertAsync(NpgsqlConnection owner, Guid id, Guid? parent, string name, string path, Guid group, CancellationToken ct)
    {
        const string Sql = "insert into tickets.categories (id, parent_id, name, path, default_group_id, is_active) values ($1, $2, $3, $4, $5, true)";
        await using var command = new NpgsqlCommand(Sql, owner);
        foreach (object? value in new object?[] { id, parent, name, path, group })
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
