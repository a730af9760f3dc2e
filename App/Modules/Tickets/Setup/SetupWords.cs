using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Fields;

namespace OpsFlux.Modules.Tickets.Setup;

/// <summary>What the organisation calls its waiting reasons, and the fields and options of its forms.</summary>
internal sealed class SetupWords : IOwnWordSource
{
    public async Task<IReadOnlyList<OwnWord>> ReadAsync(AppDbContext db, CancellationToken ct)
    {
        var reasons = await db.Set<WaitingReason>().Where(r => r.Name != null).Select(r => new OwnWord("WaitingReason." + r.Code, r.Name!, r.EnglishName)).ToListAsync(ct);
        var fields = await db.Set<CategoryField>().AsNoTracking().ToListAsync(ct);
        return [.. reasons, .. fields.SelectMany(WordsOf)];
    }

    private static IEnumerable<OwnWord> WordsOf(CategoryField field) =>
        field.Options.Select(o => new OwnWord(FieldWords.OptionKey(field.Id, o.Code), o.French, o.English)).Prepend(new(FieldWords.LabelKey(field), field.French, field.English));
}
