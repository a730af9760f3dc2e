using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Lists;

/// <summary>The condition of a next page: (key, id) beyond the last row's, as one row comparison that an index answers.</summary>
public static class Keyset
{
    public static Expression<Func<TRecord, bool>> After<TRecord, TKey>(
        Expression<Func<TRecord, TKey>> key, TKey last, Guid lastId, bool descending) where TRecord : BusinessRecord
    {
        Expression<Func<TKey, Guid, bool>> beyond = descending
            ? (k, id) => EF.Functions.LessThan(ValueTuple.Create(k, id), ValueTuple.Create(last, lastId))
            : (k, id) => EF.Functions.GreaterThan(ValueTuple.Create(k, id), ValueTuple.Create(last, lastId));
        var row = key.Parameters[0];
        var idOfRow = Expression.Property(row, nameof(BusinessRecord.Id));
        var body = new Substitution(new() { [beyond.Parameters[0]] = key.Body, [beyond.Parameters[1]] = idOfRow }).Visit(beyond.Body);
        return Expression.Lambda<Func<TRecord, bool>>(body, row);
    }

    /// <summary>The key of a row that holds the record: what a list sorts by once names were joined to it.</summary>
    public static Expression<Func<TRow, TKey>> Within<TRow, TRecord, TKey>(this Expression<Func<TRecord, TKey>> key, Expression<Func<TRow, TRecord>> record) =>
        Expression.Lambda<Func<TRow, TKey>>(new Substitution(new() { [key.Parameters[0]] = record.Body }).Visit(key.Body), record.Parameters);

    private sealed class Substitution(Dictionary<Expression, Expression> replacements) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => replacements.GetValueOrDefault(node, node);
    }
}
