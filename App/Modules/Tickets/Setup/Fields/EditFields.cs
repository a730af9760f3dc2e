using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>
/// Changes what the form of a category asks. A field is never removed, since answers keep it: it goes out of use, and so do
/// the options of a choice that are left out. Refuses: forbidden, invalid, not-found, stale.
/// </summary>
[Needs(TicketPermissions.Configure, Everywhere = true)]
public sealed class EditFields(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, OwnWordsChange words) : IUseCase
{
    public Task<Result> SaveAsync(SaveFieldRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return Task.FromResult<Result>(invalid);
        return ChangeAsync(
            async db =>
            {
                if (request.Id is null && !await db.Set<Category>().AnyAsync(c => c.Id == request.CategoryId, ct)) return Refusal.NotFound;
                var field = request.Id is null ? await AddAsync(db, request, ct) : await db.Set<CategoryField>().SingleOrDefaultAsync(f => f.Id == request.Id, ct);
                if (field is null) return Refusal.NotFound;
                if (request.Id is not null) db.Expect(field, request.Version);
                Apply(field, request);
                return Result.Ok;
            },
            ct);
    }

    public Task<Result> ActivateAsync(ActivateRequest request, CancellationToken ct) => ChangeAsync(
        async db =>
        {
            if (await db.Set<CategoryField>().SingleOrDefaultAsync(f => f.Id == request.Id, ct) is not { } field) return Refusal.NotFound;
            db.Expect(field, request.Version);
            field.IsActive = request.IsActive;
            return Result.Ok;
        },
        ct);

    public Task<Result> MoveAsync(ArrangeRequest request, CancellationToken ct) => ChangeAsync(
        async db =>
        {
            if (await db.Set<CategoryField>().SingleOrDefaultAsync(f => f.Id == request.Id, ct) is not { } field) return Refusal.NotFound;
            var siblings = await db.Set<CategoryField>().Where(f => f.CategoryId == field.CategoryId).OrderBy(f => f.Order).ThenBy(f => f.Code).ToListAsync(ct);
            Arranging.Step(siblings, field, request.Up, (f, order) => f.Order = order);
            return Result.Ok;
        },
        ct);

    private static async Task<CategoryField> AddAsync(AppDbContext db, SaveFieldRequest request, CancellationToken ct)
    {
        var taken = await db.Set<CategoryField>().Where(f => f.CategoryId == request.CategoryId).Select(f => new { f.Code, f.Order }).ToListAsync(ct);
        var field = new CategoryField
        {
            CategoryId = request.CategoryId,
            Code = Slug.Of(request.French, FieldLimits.CodeMax, code => taken.Exists(t => t.Code == code)),
            Kind = request.Kind,
            French = request.French,
            Order = taken.Select(t => t.Order + 1).DefaultIfEmpty(0).Max(),
        };
        db.Add(field);
        return field;
    }

    private static void Apply(CategoryField field, SaveFieldRequest request)
    {
        (field.French, field.English) = (request.French.Trim(), NullIfEmpty(request.English));
        (field.FrenchHelp, field.EnglishHelp) = (NullIfEmpty(request.FrenchHelp), NullIfEmpty(request.EnglishHelp));
        field.IsRequired = request.IsRequired;
        if (field.Kind == FieldKind.Number) (field.Min, field.Max) = (request.Min, request.Max);
        if (field.Kind == FieldKind.Choice) field.Options = OptionsOf(field, request);
    }

    /// <summary>Those named in their order, then those left out, out of use: tickets may have them.</summary>
    private static List<FieldOption> OptionsOf(CategoryField field, SaveFieldRequest request)
    {
        var codes = field.Options.Select(o => o.Code).ToHashSet();
        List<FieldOption> options = [];
        foreach (var option in request.Options)
        {
            var known = field.Options.Exists(o => o.Code == option.Code) && !options.Exists(o => o.Code == option.Code);
            var code = known ? option.Code! : Slug.Of(option.French, FieldLimits.CodeMax, c => !codes.Add(c));
            options.Add(new(code, option.French.Trim(), NullIfEmpty(option.English)));
        }

        return [.. options, .. field.Options.Where(o => !options.Exists(kept => kept.Code == o.Code)).Select(o => o with { IsActive = false })];
    }

    private async Task<Result> ChangeAsync(Func<AppDbContext, Task<Result>> change, CancellationToken ct)
    {
        if (!user.MayConfigureAll) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var changed = await change(db);
        if (changed.Failed) return changed;
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await words.AnnounceAsync(db, ct);
        return saved;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
