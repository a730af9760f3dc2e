using System.Linq.Expressions;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Access;

/// <summary>The only way into a list, count, export or search: rows that the permission covers for this user, in SQL.</summary>
public static class AllowedToExtensions
{
    /// <summary>Nothing without the permission; one's own records, unless it is only lent; those of the structures in reach; or all.</summary>
    public static IQueryable<T> AllowedTo<T>(this IQueryable<T> rows, ICurrentUser user, string permission)
        where T : BusinessRecord, IOwnedRecord<T>
    {
        if (user.ReachOf(permission) is not { } reach) return rows.Where(_ => false);
        user.ReadThrough(permission, typeof(T), OwnOf<T>(user.Id));
        if (reach.All) return rows;

        var own = T.OwnedBy(user.Id);
        if (reach.Structures is []) return rows.Where(own);

        // A person's structures come as one array parameter: the plan is the same for one and for fifty roles.
        var structures = reach.Structures;
        Expression<Func<T, bool>> inReach = t => structures.Contains(t.StructureId);
        if (!reach.IncludesOwn) return rows.Where(inReach);
        var body = Expression.OrElse(inReach.Body, new ReplaceParameter(own.Parameters[0], inReach.Parameters[0]).Visit(own.Body));
        return rows.Where(Expression.Lambda<Func<T, bool>>(body, inReach.Parameters));
    }

    /// <summary>Compiled once somebody asks, which only an act by a lent permission does.</summary>
    private static Func<BusinessRecord, bool?> OwnOf<T>(Guid userId)
        where T : BusinessRecord, IOwnedRecord<T>
    {
        Func<T, bool>? owns = null;
        return record => record is T row ? (owns ??= T.OwnedBy(userId).Compile())(row) : null;
    }

    private sealed class ReplaceParameter(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
